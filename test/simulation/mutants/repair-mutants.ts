import { META } from '../../../src/aliases/model/alias-record.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { MARKER_NAME } from '../../../src/rules/match/marker-place.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { seeing } from './seeing.ts';

/** Broken protocols that show a former target of an alias whose target was deleted. */
export const REPAIR_MUTANTS: Readonly<Record<string, Handler>> = {
  'the record does not say that it is for the time being': (task, key) =>
    sending(SHIPPED.applyChange(task, key), withoutMark),
  'handlers do not read that it is for the time being': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), (_, answer) => withoutMark(answer)),
  'a former target that is the winner is not written again': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), (request, answer, round) =>
      request.operation === 'GetSymlink' && round.length === 1 ? withoutMark(answer) : answer,
    ),
  'ends after the former target': (task, key) => untilInterim(SHIPPED.applyChange(task, key)),
  'a withdrawn former target is shown': (task, key) =>
    seeing(SHIPPED.applyChange(task, key), (request, answer, round) =>
      request.operation === 'HeadObject' && request.key.endsWith(MARKER_NAME) && round.length === 2 ? GONE : answer,
    ),
};

const GONE: StoreResponse = { found: 'none', deleteMarker: false };

/** A request or an answer without the mark of a former target. */
function withoutMark<T extends StoreRequest | StoreResponse>(one: T): T {
  if (!('target' in one) || one.metadata === undefined) return one;
  const { [META.interim]: _, ...metadata } = one.metadata;
  return { ...one, metadata };
}

/** Changes the requests of a protocol. */
function* sending(protocol: Protocol<unknown>, change: (request: StoreRequest) => StoreRequest): Protocol<unknown> {
  let step = protocol.next();
  while (!step.done) step = protocol.next(yield step.value.map(change));
  return step.value;
}

function* untilInterim(protocol: Protocol<unknown>): Protocol<unknown> {
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    if (requests.some((request) => 'target' in request && request.metadata?.[META.interim] !== undefined)) return;
    step = protocol.next(answers);
  }
  return step.value;
}
