import type { FactBook } from '../../../src/aliases/facts/fact-book.ts';
import { createFactMemory } from '../../../src/handlers/walk/fact-store.ts';
import { type SweepReport, sweep } from '../../../src/handlers/walk/sweep.ts';
import type { FactProtocol } from '../../../src/handlers/walk/sweep-facts.ts';
import type { Store } from '../../../src/stores/store.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { type FactSetting, type Half, timeOf } from './fact-world.ts';

/** The shipped sweep, or one whose facts are made or found in another way. `now` is the store's time. */
export type ProtocolAt = (now: () => number) => FactProtocol;

/** What a sweep has received so far. It decides everything that the sweep does. */
export interface SweepPast {
  readonly began: Half;
  readonly rules: 0 | 1;
  readonly answers: readonly { readonly nth: number; readonly answer: StoreResponse; readonly half: Half }[];
}

/** Where a sweep is: the requests that wait for an answer, or its report. */
export interface SweepPresent {
  readonly waiting: readonly StoreRequest[];
  readonly report: SweepReport | undefined;
}

/** Runs the shipped sweep on a store that answers from the past, until it needs another answer. */
export async function presentOf(
  { ruleSets }: FactSetting,
  { began, rules, answers }: SweepPast,
  protocolAt: ProtocolAt,
): Promise<SweepPresent> {
  const waiting: { readonly request: StoreRequest; readonly resolve: (answer: StoreResponse) => void }[] = [];
  let half = began;
  let report: SweepReport | undefined;
  const store: Store = {
    bucket: 'demo',
    capabilities: OSS_CAPABILITIES,
    send: (request) =>
      new Promise((resolve) => {
        waiting.push({ request, resolve: resolve as (answer: StoreResponse) => void });
      }),
    close: async () => {},
  };
  const now = (): number => timeOf(half);
  const memory = { ...createFactMemory(), books: new Map<string, FactBook>() };
  const facts = { prefix: '.autoalias/', memory };
  const context = { store, ruleSet: ruleSets[rules], log: () => {}, now, facts };
  const ended = sweep(context, { kind: 'sweep' }, { factProtocol: protocolAt(now) }).then((value) => {
    report = value;
  });
  await allReactions();
  for (const { nth, answer, half: at } of answers) {
    half = at;
    waiting.splice(nth, 1)[0]?.resolve(answer);
    await allReactions();
  }
  if (report !== undefined) await ended;
  return { waiting: waiting.map(({ request }) => request), report };
}

/** Waits until every promise reaction has run: Node takes the next tick when no microtask is left. */
function allReactions(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
