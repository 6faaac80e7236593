import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { Pausable, Pause } from '../../../src/aliases/reconcile/pausable.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { isWrite } from '../world/is-write.ts';
import { isOfAlias } from './together.ts';

/** The protocol of one alias, and the answers to its current step. */
interface Sharer {
  readonly place: number;
  readonly protocol: Pausable;
  step: IteratorResult<readonly StoreRequest[], Pause>;
  answers: Map<StoreRequest, StoreResponse>;
  /** Which looks it shares in this step: the first ones, or those after its first write. */
  looks: 'first' | 'after-write' | 'none';
  mayWrite: boolean;
}

/**
 * Runs the protocols of one event side by side, like `share-looks.ts`: their first HeadObject of a key is sent once, and so is
 * that after their writes, when none of them may still write for the first time. The other requests of that step do not wait.
 *
 * Before they read their aliases for a listing, they wait for each other, as in `together.ts`.
 */
export function* sharingLooks(protocols: readonly Pausable[]): Protocol<readonly Pause[]> {
  const all = protocols.map(
    (protocol, place): Sharer => ({
      place,
      protocol,
      step: protocol.next(),
      answers: new Map(),
      looks: 'first',
      mayWrite: true,
    }),
  );
  for (;;) {
    const open = all.filter(({ step }) => !step.done);
    if (open.length === 0) return all.flatMap(({ step }) => (step.done ? [step.value] : []));
    const isWriting = open.some(({ mayWrite }) => mayWrite);
    const asked = open.map((sharer) => ({ sharer, requests: requestsOf(sharer, isWriting) }));
    const isAligned = asked.every(({ requests }) => requests.every(isOfAlias));
    const next = asked.filter(({ requests }) => requests.length > 0 && (isAligned || !requests.every(isOfAlias)));
    const sent = new Map<string, StoreRequest>();
    for (const { sharer, requests } of next) for (const request of requests) sent.set(nameOf(sharer, request), request);
    const responses = yield [...sent.values()];
    const byName = new Map([...sent.keys()].map((name, i) => [name, responses[i]]));
    for (const { sharer, requests } of next) {
      for (const request of requests) sharer.answers.set(request, byName.get(nameOf(sharer, request)) as StoreResponse);
      advance(sharer);
    }
  }
}

/** The requests of a step that can be sent now. */
function requestsOf({ step, answers, looks }: Sharer, isWriting: boolean): readonly StoreRequest[] {
  const left = step.done ? [] : step.value.filter((request) => !answers.has(request));
  return looks === 'after-write' && isWriting ? left.filter(({ operation }) => operation !== 'HeadObject') : left;
}

/** Equal for the requests that are sent once. */
function nameOf({ looks, place }: Sharer, request: StoreRequest): string {
  if (request.operation === 'HeadObject' && looks !== 'none') return `${looks} ${request.key}`;
  return `${place} ${JSON.stringify(request)}`;
}

function advance(sharer: Sharer): void {
  const { step, answers, protocol } = sharer;
  if (step.done || answers.size < step.value.length) return;
  const hasWritten = sharer.mayWrite && step.value.some(isWrite);
  sharer.looks = hasWritten ? 'after-write' : 'none';
  sharer.step = protocol.next(step.value.map((request) => answers.get(request) as StoreResponse));
  sharer.answers = new Map();
  sharer.mayWrite = sharer.mayWrite && !hasWritten && !sharer.step.done;
}
