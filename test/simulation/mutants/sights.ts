import { VERSIONS_LISTED } from '../../../src/aliases/reconcile/show-former.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

/** Changes an answer before a broken protocol receives it. */
type Sight = (request: StoreRequest | undefined, answer: StoreResponse) => StoreResponse;

/** Hides the versions of the alias below its newest. */
export const nothingBelow: Sight = (request, answer) =>
  request?.operation === 'GetSymlink' && request.versionId !== undefined
    ? { found: 'none', deleteMarker: false }
    : answer;

/** Hides overwritten pins. Only the search for such a pin requests that many versions of the alias. */
export const noLostPin: Sight = (request, answer) =>
  request?.operation === 'ListObjectVersions' && (request.maxKeys ?? 0) > VERSIONS_LISTED && 'versions' in answer
    ? { ...answer, versions: [] }
    : answer;

export const withoutPin: Sight = (_, answer) => {
  if (!('target' in answer)) return answer;
  const { 'autoalias-pin': __, ...metadata } = answer.metadata;
  return { ...answer, metadata };
};

/** Hides links in listings. */
export const noLinks: Sight = (_, answer) =>
  'objects' in answer ? { ...answer, objects: answer.objects.filter(({ type }) => type !== 'Symlink') } : answer;

/** Makes an object old enough when it is read alone or after its alias, so that only the age in the listing counts. */
export function oldEnoughWhenRead(
  request: StoreRequest,
  answer: StoreResponse,
  round: readonly StoreResponse[],
): StoreResponse {
  return request.operation === 'HeadObject' && round.length <= 2 && round.at(-1) === answer && 'lastModified' in answer
    ? { ...answer, lastModified: 0 }
    : answer;
}

/** Hides everything in listings. */
export const noCandidates: Sight = (_, answer) => ('objects' in answer ? { ...answer, objects: [] } : answer);
