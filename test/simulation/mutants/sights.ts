import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

/** What a broken protocol is shown in the place of an answer. */
type Sight = (request: StoreRequest | undefined, answer: StoreResponse) => StoreResponse;

/** The versions of the alias below its newest are never read. */
export const nothingBelow: Sight = (request, answer) =>
  request?.operation === 'GetSymlink' && request.versionId !== undefined
    ? { found: 'none', deleteMarker: false }
    : answer;

/** More of the alias's versions than three are asked for to find a pin that was written over. */
export const noLostPin: Sight = (request, answer) =>
  request?.operation === 'ListObjectVersions' && (request.maxKeys ?? 0) > 3 && 'versions' in answer
    ? { ...answer, versions: [] }
    : answer;

export const withoutPin: Sight = (_, answer) => {
  if (!('target' in answer)) return answer;
  const { 'autoalias-pin': __, ...metadata } = answer.metadata;
  return { ...answer, metadata };
};

/** No link stands in a listing. */
export const noLinks: Sight = (_, answer) =>
  'objects' in answer ? { ...answer, objects: answer.objects.filter(({ type }) => type !== 'Symlink') } : answer;

/** No object that is looked at alone is too young: what was listed counts. */
export function grownUpAtSecondSight(
  request: StoreRequest,
  answer: StoreResponse,
  round: readonly StoreResponse[],
): StoreResponse {
  return request.operation === 'HeadObject' && round.length === 1 && 'lastModified' in answer
    ? { ...answer, lastModified: 0 }
    : answer;
}

/** Nothing stands in a listing. */
export const noCandidates: Sight = (_, answer) => ('objects' in answer ? { ...answer, objects: [] } : answer);
