import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { type ProtocolAt, presentOf, type SweepPast, type SweepPresent } from './fact-sweep.ts';
import {
  answered,
  changed,
  type FactBucket,
  type FactSetting,
  type FactWorld,
  type Half,
  handled,
  named,
  settingOf,
  startOf,
  wrongAlias,
} from './fact-world.ts';

/** The limits of an exploration. */
export interface FactBudget {
  readonly sweeps: number;
  readonly halves: Half;
  /** Stop after this many states, with the verdict `cut`. */
  readonly limit?: number;
}

/** What `npm run explore` explores. */
export const FACT_BUDGETS: readonly FactBudget[] = [
  { sweeps: 1, halves: 5 },
  { sweeps: 2, halves: 5 },
];

export interface FactVerdict {
  readonly verdict: 'right' | 'wrong' | 'cut';
  readonly states: number;
  /** The steps to the first state in which a fact hides a wrong alias, and what is wrong. */
  readonly trace: readonly string[];
}

interface State {
  readonly bucket: FactBucket;
  readonly half: Half;
  /** How many changes of the program have happened. */
  readonly done: number;
  /** Changes whose events have not come yet. */
  readonly events: number;
  readonly sweeps: readonly SweepPast[];
  readonly left: number;
  readonly path: Path | undefined;
}

interface Path {
  readonly from: Path | undefined;
  readonly by: string;
}

/**
 * Walks every interleaving of a small world with the shipped sweep and the shipped bucket engine: changes, lost and late
 * events, time, and sweeps whose requests are answered one by one. A world is right if in no state the facts that are
 * kept make a sweep leave an alias that is wrong.
 *
 * A handler of an event runs at once, and so does the repair of a sweep: the explorer of `npm run explore` walks those.
 * A sweep is what its answers make of it, so a state has the answers of each running sweep, and the sweep is run again.
 */
export async function exploreFacts(world: FactWorld, protocolAt: ProtocolAt, budget: FactBudget): Promise<FactVerdict> {
  const setting = settingOf(world);
  const presents = new Map<string, SweepPresent>();
  const ofPast = new WeakMap<SweepPast, SweepPresent>();
  const present = async (past: SweepPast): Promise<SweepPresent> => {
    const before = ofPast.get(past);
    if (before !== undefined) return before;
    const text = JSON.stringify(past);
    const known = presents.get(text) ?? (await presentOf(setting, past, protocolAt));
    presents.set(text, known);
    ofPast.set(past, known);
    return known;
  };
  const walk = { setting, budget, present };
  let open: readonly State[] = [
    { bucket: startOf(setting), half: 0, done: 0, events: 0, sweeps: [], left: budget.sweeps, path: undefined },
  ];
  const seen = new Set<string>();
  const judged = new Map<string, string | undefined>();
  let states = 0;
  while (open.length > 0) {
    const further: State[] = [];
    for (const state of open) {
      if (++states > (budget.limit ?? Number.POSITIVE_INFINITY)) return { verdict: 'cut', states, trace: [] };
      const name = `${Math.floor(state.half / 2)} ${state.bucket.text}`;
      const wrong = judged.has(name) ? judged.get(name) : await hidden(walk, state);
      judged.set(name, wrong);
      if (wrong !== undefined) return { verdict: 'wrong', states, trace: [...traceOf(state.path), wrong] };
      for (const next of await nextStates(walk, state)) {
        const text = textOf(walk, next);
        if (seen.has(text)) continue;
        seen.add(text);
        further.push(next);
      }
    }
    open = further;
  }
  return { verdict: 'right', states, trace: [] };
}

interface Walk {
  readonly setting: FactSetting;
  readonly budget: FactBudget;
  readonly present: (past: SweepPast) => Promise<SweepPresent>;
}

/** Why the alias is wrong, if a sweep that ran now would leave it because of the facts. */
async function hidden({ setting, present }: Walk, { bucket, half }: State): Promise<string | undefined> {
  const wrong = bucket.facts === undefined ? undefined : wrongAlias(setting, bucket, half);
  if (wrong === undefined) return undefined;
  let past: SweepPast = { began: half, rules: bucket.rules, answers: [] };
  for (;;) {
    const { waiting, report } = await present(past);
    const [request] = waiting;
    if (report !== undefined || request?.operation === 'PutObject') return `a fact holds, but ${wrong}`;
    if (request === undefined || (request.operation !== 'GetObject' && request.operation !== 'ListObjects')) return;
    const { answer } = answered(setting, bucket, half, request);
    past = { ...past, answers: [...past.answers, { nth: 0, answer, half }] };
  }
}

async function nextStates(walk: Walk, state: State): Promise<readonly State[]> {
  const { setting, budget } = walk;
  const { bucket, half, done, events, sweeps, left } = state;
  const to = (by: string, change: Partial<State>): State => ({ ...state, ...change, path: { from: state.path, by } });
  const next: State[] = [];
  if (half < budget.halves) next.push(to('half a second', { half: half + 1 }));
  const change = setting.world.program[done];
  if (change !== undefined) {
    const after = { bucket: changed(setting, bucket, half, change), done: done + 1 };
    const name = `${change.do}${'n' in change ? ` ${change.n}` : ''}`;
    next.push(to(`${name}, its event is lost`, after));
    if (change.do === 'put' || change.do === 'delete' || change.do === 'withdraw') {
      next.push(to(`${name}, its event waits`, { ...after, events: events + 1 }));
    }
  }
  if (events > 0) next.push(to('handler', { bucket: handled(setting, bucket, half), events: events - 1 }));
  if (left > 0) {
    const past = { began: half, rules: bucket.rules, answers: [] };
    next.push(to('a sweep begins', { sweeps: [...sweeps, past], left: left - 1 }));
  }
  for (const [at, past] of sweeps.entries()) {
    const { waiting } = await walk.present(past);
    for (const nth of waiting.keys()) {
      const one = await sweepOn(walk, state, past, nth);
      const others = sweeps.filter((_, i) => i !== at);
      const running = one.past === undefined ? others : [...others, one.past];
      next.push(to(`sweep: ${waiting[nth]?.operation}`, { bucket: one.bucket, sweeps: running }));
    }
  }
  return next;
}

/** Answers one request of a sweep. Once the alias was read, the sweep runs on at once until it writes its facts. */
async function sweepOn(
  { setting, present }: Walk,
  { half, ...state }: State,
  before: SweepPast,
  nth: number,
): Promise<{ readonly bucket: FactBucket; readonly past: SweepPast | undefined }> {
  let { bucket } = state;
  let past = before;
  let at = nth;
  const isRepair = isRepairing(before, (await present(before)).waiting);
  for (;;) {
    const { waiting } = await present(past);
    const request = waiting[at];
    if (request === undefined) throw new TypeError('the sweep does not wait');
    const next = answered(setting, bucket, half, request);
    bucket = next.bucket;
    past = { ...past, answers: [...past.answers, { nth: at, answer: next.answer, half }] };
    const { waiting: then, report } = await present(past);
    if (report !== undefined) return { bucket, past: undefined };
    if (!isRepair || then.every(({ operation }) => operation === 'PutObject')) return { bucket, past };
    at = 0;
  }
}

/** Whether the sweep has read the alias and its target, and goes on with something else than its facts. */
function isRepairing({ answers }: SweepPast, waiting: readonly StoreRequest[]): boolean {
  const reads = answers.filter(({ answer }) => 'found' in answer && 'headers' in answer).length;
  const isReading = waiting.some(({ operation }) => operation === 'GetSymlink' || operation === 'HeadObject');
  const writesFacts = waiting.every(({ operation }) => operation === 'PutObject');
  const walks =
    waiting.some(({ operation }) => operation === 'ListObjects' || operation === 'GetObject') && reads === 0;
  return !writesFacts && !walks && (reads >= 2 || !isReading);
}

function textOf({ setting: { world } }: Walk, { bucket, half, done, events, sweeps, left }: State): string {
  // Without ages and pins, a sweep does not read its own clock.
  const hasClock = world.minimumAge !== undefined || typeof world.alias === 'object' || world.readsClock === true;
  const shown = (name: string, value: unknown): unknown =>
    !hasClock && (name === 'half' || name === 'began') ? 0 : value;
  const running = sweeps.map((past) => JSON.stringify(past, shown)).sort();
  return named(JSON.stringify([bucket.text, half, done, events, left, running]));
}

function traceOf(path: Path | undefined): readonly string[] {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.from) steps.unshift(at.by);
  return steps;
}
