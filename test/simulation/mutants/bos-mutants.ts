import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { isWrite } from '../world/is-write.ts';
import { seeing } from './seeing.ts';

/** Broken protocols for a store whose listings do not show links and whose links have no versions. */
export const BOS_MUTANTS: Readonly<Record<string, Handler>> = {
  'a listed key counts as an object without a HeadObject': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), (request, answer, round) =>
      request.operation === 'HeadObject' && round.length === 1 && isLink(answer) ? OBJECT : answer,
    ),
  'a listed marker counts without a HeadObject': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), (request, answer, round) =>
      request.operation === 'HeadObject' && request.key.endsWith('.withdrawn') && round.length === 1 && isLink(answer)
        ? OBJECT
        : answer,
    ),
  'a link is remembered across rounds': (task, key) => remembering(SHIPPED.applyChange(task, key)),
  'an event of a link over a candidate is ignored': (task, key) =>
    task.cause.kind === 'change' && task.cause.event === 'ObjectCreated:PutSymlink'
      ? nothing()
      : SHIPPED.applyChange(task, key),
  'a write is not followed by another listing': (task) => untilFirstWrite(reconcile(task)),
  'the own event is not recognized': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), (_, answer) =>
      'target' in answer ? { ...answer, metadata: { ...answer.metadata, 'autoalias-cause': '' } } : answer,
    ),
};

const OBJECT: StoreResponse = { found: 'object', etag: 'E', size: 1, lastModified: 0, headers: {}, metadata: {} };

function isLink(answer: StoreResponse): boolean {
  return 'found' in answer && answer.found === 'symlink' && !('target' in answer);
}

// biome-ignore lint/correctness/useYield: it sends no request.
function* nothing(): Protocol<unknown> {
  return undefined;
}

/** Once a HeadObject has found a link, each later one of the same key finds it too. The listing shows the same time and ETag. */
function remembering(protocol: Protocol<unknown>): Protocol<unknown> {
  const links = new Set<string>();
  return seeing(protocol, (request, answer, round) => {
    if (request.operation !== 'HeadObject' || round.length > 1) return answer;
    if (isLink(answer)) links.add(request.key);
    return links.has(request.key) ? { found: 'symlink' } : answer;
  });
}

function* untilFirstWrite(protocol: Protocol<unknown>): Protocol<unknown> {
  let step = protocol.next();
  while (!step.done) {
    const requests: readonly StoreRequest[] = step.value;
    const answers = yield requests;
    if (requests.some(isWrite)) return undefined;
    step = protocol.next(answers);
  }
  return step.value;
}
