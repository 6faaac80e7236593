import { MARKER_NAME } from '../../../../src/rules/match/marker-place.ts';
import type { Store } from '../../../../src/stores/store.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../../src/stores/store-response.ts';
import { type Functions, SHIPPED } from '../platform/functions.ts';
import { answering, onHost, withStore } from './functions-by.ts';

/** Broken functions on a store whose listings do not show links. */
export const BOS_MUTANTS: Readonly<Record<string, Functions>> = {
  'BOS: takes a listed link for an object': seeingStore((request, answer) =>
    request.operation === 'HeadObject' && isLink(answer) ? OBJECT : answer,
  ),
  'BOS: takes a link at the key of a marker for a marker': seeingStore((request, answer) =>
    request.operation === 'HeadObject' && request.key.endsWith(MARKER_NAME) && isLink(answer) ? OBJECT : answer,
  ),
  'BOS: remembers links across passes': seeingStore(remembering()),
};

type Sight = (request: StoreRequest, answer: ResponseTo<StoreRequest>) => unknown;

const OBJECT = { found: 'object', etag: 'E', size: 1, lastModified: 0, headers: {}, metadata: {} } as const;

function isLink(answer: ResponseTo<StoreRequest>): boolean {
  return 'found' in answer && answer.found === 'symlink';
}

function seeingStore(sight: Sight): Functions {
  const change = (store: Store): Store => answering(store, sight);
  return onHost(SHIPPED, (host) => withStore(host, change));
}

/** A key that was a link once counts as one for a while. Worlds follow one another, so it forgets some keys. */
function remembering(): Sight {
  const links = new Map<string, number>();
  let reads = 0;
  return (request, answer) => {
    if (request.operation !== 'HeadObject') return answer;
    reads++;
    if (isLink(answer)) links.set(request.key, reads);
    return reads - (links.get(request.key) ?? Number.NEGATIVE_INFINITY) < 20 ? { found: 'symlink' } : answer;
  };
}
