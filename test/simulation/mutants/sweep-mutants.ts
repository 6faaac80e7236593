import { META } from '../../../src/aliases/model/alias-record.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { MARKER_NAME } from '../../../src/rules/match/marker-place.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { isWrite } from '../world/is-write.ts';
import { seeing } from './seeing.ts';

/** Sweeps that each leave out one read. Handlers of events are the shipped ones. */
export const SWEEP_MUTANTS: Readonly<Record<string, Handler>> = {
  'after it creates an alias, a sweep does not look again': bySweep((protocol) => untilFirstWrite(protocol)),
  'after it creates an alias, a sweep does not look at the chain': bySweep((protocol, { alias }) =>
    seeing(protocol, (request, answer) =>
      isLookUp(request, alias) && 'versions' in answer ? { ...answer, versions: answer.versions.slice(0, 1) } : answer,
    ),
  ),
  'after it creates an alias, a sweep does not look at the target': bySweep((protocol) => remembering(protocol)),
  'after it creates an alias, a sweep does not look at the marker': bySweep((protocol) =>
    seeing(protocol, (request, answer) => (isLookUp(request, MARKER_NAME) ? { versions: [], prefixes: [] } : answer)),
  ),
  'a sweep does not read the winner if the listing shows what the alias records': bySweep((protocol) =>
    seeing(protocol, trustingTheListing),
  ),
};

function bySweep(change: (protocol: Protocol<unknown>, task: AliasTask) => Protocol<unknown>): Handler {
  return (task, key) => {
    const protocol = SHIPPED.applyChange(task, key);
    return task.cause.kind === 'sweep' ? change(protocol, task) : protocol;
  };
}

function isLookUp(request: StoreRequest, end: string): boolean {
  return request.operation === 'ListObjectVersions' && request.prefix?.endsWith(end) === true;
}

/** Ends after the first write. */
function* untilFirstWrite(protocol: Protocol<unknown>): Protocol<unknown> {
  let step = protocol.next();
  while (!step.done) {
    const answers = yield step.value;
    if (step.value.some(isWrite)) return undefined;
    step = protocol.next(answers);
  }
  return step.value;
}

/** Looks up the version of an object that HeadObject showed before. */
function remembering(protocol: Protocol<unknown>): Protocol<unknown> {
  const versions = new Map<string, string>();
  return seeing(protocol, (request, answer) => {
    if (request.operation === 'HeadObject' && 'size' in answer) versions.set(request.key, answer.versionId ?? '');
    const versionId = request.operation === 'ListObjectVersions' ? versions.get(request.prefix ?? '') : undefined;
    if (versionId === undefined) return answer;
    const version = { key: (request as { prefix: string }).prefix, versionId, isLatest: true, lastModified: 0 };
    return { versions: [{ ...version, deleteMarker: false }], prefixes: [] };
  });
}

/** A listing shows key, ETag and time of the winner. If the record has the same, the version is assumed to be the same too. */
function trustingTheListing(
  request: StoreRequest,
  answer: StoreResponse,
  round: readonly StoreResponse[],
): StoreResponse {
  const link = round.find((one) => 'target' in one);
  if (request.operation !== 'HeadObject' || !('size' in answer) || link === undefined || !('target' in link)) {
    return answer;
  }
  const { [META.etag]: etag, [META.modified]: modified, [META.versionId]: versionId } = link.metadata;
  const isRecorded = request.key === link.target && etag === answer.etag && modified === String(answer.lastModified);
  return isRecorded ? ({ ...answer, versionId } as StoreResponse) : answer;
}
