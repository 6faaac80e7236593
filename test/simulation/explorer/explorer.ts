import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { rollbackAlias } from '../../../src/aliases/pins/rollback-alias.ts';
import { unpinAlias } from '../../../src/aliases/pins/unpin-alias.ts';
import { applyChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { reconcileRelease } from '../../../src/aliases/release/reconcile-release.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { RaisedEvent } from '../world/operation.ts';
import { PIN } from '../world/operations.ts';
import { groupOf } from '../world/release-world.ts';
import type { World, WorldState } from '../world/world.ts';
import { countedFromNewest } from '../world/world-content.ts';
import { oneByOne } from './one-by-one.ts';
import { createProgress, type Progress, type ReadPosition, type Running } from './progress.ts';
import { type RememberedWorld, rememberWorld } from './remembered-world.ts';
import { createTextSet } from './text-set.ts';
import { versionsInTurn } from './versions-in-turn.ts';
import { areMany, capped, isFirst, show } from './waiting-events.ts';

/**
 * Walks every interleaving of a small world with the shipped protocol and the shipped bucket engine. The user's
 * operations run in their order and raise one event each. Events are delivered in any order, some of them twice.
 * Several handlers run at once, and their requests are answered one by one in any order. Handlers die, and their events
 * are delivered again. A world is right if the alias matches the listing in every state with nothing left to do.
 *
 * A state is the situation right after a write. Between two writes every handler may read. Equivalent interleavings are
 * walked once:
 * - Reads change nothing, so their order does not matter.
 * - A read whose answer the next write does not change is postponed until after that write.
 * - A handler that dies equals one that died right after its last write and whose event came again later. One that
 *   wrote nothing has no effect.
 * - Handlers with equal memory are merged (`handler-memory.ts`). Rounds are not counted, so that endless write
 *   conflicts are walked too: a handler may give up in any round after its first write, which is more often than it
 *   really does.
 * - How often the alias was written before is dropped (`countedFromNewest`), and so is the exact number of waiting
 *   events of own writes beyond a few (`waiting-events.ts`).
 */
export interface Budget {
  readonly handlers: number;
  readonly duplicates: number;
  readonly crashes: number;
  /** Writes that may be applied at any later time, after their sender has died. */
  readonly late?: number;
  /** Stop after this many states, with the verdict `cut`. */
  readonly limit?: number;
}

export interface Verdict {
  readonly verdict: 'right' | 'wrong' | 'cut';
  readonly states: number;
  /** The steps to the first wrong ending, and what is wrong there. */
  readonly trace: readonly string[];
}

/** How a handler handles an event. Tests of the explorer pass broken ones. */
export type Handler = (task: AliasTask, key: string) => Protocol<unknown>;

type ByHand = Extract<Cause, { kind: 'by-hand' }>['what'];

const BY_HAND: Readonly<Record<ByHand, Handler>> = {
  pin: (task, key) => pinAlias(task, key, PIN),
  unpin: (task) => versionsInTurn(unpinAlias(task)),
  rollback: (task) => versionsInTurn(rollbackAlias(task, { pin: PIN })),
};

/** Like handle-changes.ts and move-by-hand.ts: an event of the alias itself settles it. */
export const SHIPPED: Readonly<Record<'applyChange' | 'reconcile', Handler>> = {
  applyChange: (task, key) => {
    if (task.cause.kind === 'by-hand') return BY_HAND[task.cause.what](task, key);
    if (task.rule.release !== undefined) return together(task, key);
    return versionsInTurn(key === task.alias ? reconcile(task) : applyChange(task, key));
  },
  reconcile: (task) => versionsInTurn(reconcile(task)),
};

/** Settles the release of a world one write after the other, in the order of the protocol or in the opposite one. */
function together(task: AliasTask, key: string): Protocol<unknown> {
  return oneByOne(reconcileRelease(groupOf(task)), key.endsWith('x'));
}

interface State {
  readonly world: WorldState;
  readonly done: number;
  readonly events: readonly RaisedEvent[];
  readonly running: readonly Running[];
  readonly duplicates: number;
  readonly crashes: number;
  /** How many more writes may arrive late, and those that are on their way. */
  readonly late: number;
  readonly underWay: readonly StoreRequest[];
  readonly came: Came;
}

/** The steps that led to a state. Only this is kept once its successors are known. */
interface Came {
  readonly from: Came | undefined;
  readonly by: string;
}

interface Walk {
  readonly world: RememberedWorld;
  readonly operations: World['operations'];
  readonly budget: Budget;
  readonly progress: Progress;
}

export function explore(world: World, handler: Handler, budget: Budget): Verdict {
  const remembered = rememberWorld(world);
  const progress = createProgress(remembered, ({ event, moment }) => handler(world.task(event, moment), event.key));
  const walk: Walk = { world: remembered, operations: world.operations, budget, progress };
  const { duplicates, crashes } = budget;
  const rest = {
    done: 0,
    events: [],
    running: [],
    underWay: [],
    late: budget.late ?? 0,
    came: { from: undefined, by: 'start' },
  };
  let open: readonly State[] = [{ world: remembered.start(), duplicates, crashes, ...rest }];
  const seen = createTextSet();
  let states = 0;
  // Breadth first, so that the first wrong ending is one of the shortest. States of one depth are dropped once their
  // successors are known.
  while (open.length > 0) {
    const further: State[] = [];
    for (const state of open) {
      if (++states > (budget.limit ?? Number.POSITIVE_INFINITY)) return { verdict: 'cut', states, trace: [] };
      const wrong = remembered.broken(state.world) ?? (isQuiet(walk, state) ? world.wrong(state.world) : undefined);
      if (wrong !== undefined) return { verdict: 'wrong', states, trace: [...traceOf(state.came), wrong] };
      further.push(...nextStates(walk, state).filter((next) => seen.add(digestOf(walk, next))));
    }
    open = further;
  }
  return { verdict: 'right', states, trace: [] };
}

/** No more writes: every running handler, and the handler of every event, only reads to its end. */
function isQuiet({ operations, progress }: Walk, state: State): boolean {
  return (
    state.done === operations.length &&
    state.underWay.length === 0 &&
    [...state.running, ...state.events.map((event) => progress.begin(event, state.world))].every(
      (running) => progress.positions(running, state.world).at(-1)?.next === 'done',
    )
  );
}

/** A user or handler that may write next, and the events that are left after that write. */
interface Writer {
  readonly step: string;
  readonly after: WorldState;
  readonly raised: readonly RaisedEvent[];
  readonly done: number;
  readonly late: number;
  readonly underWay: readonly StoreRequest[];
  /** An event that is delivered again because its handler died. */
  readonly again?: RaisedEvent;
  /**
   * The writing handler after its write; `index` is its place among the running ones, `event` the event that started
   * it.
   */
  readonly handler?: Running;
  readonly index?: number;
  readonly event?: number;
}

function nextStates(walk: Walk, state: State): readonly State[] {
  return [...userWrites(walk, state), ...handlerWrites(walk, state), ...lateWrites(walk, state)].flatMap((writer) =>
    around(walk, state, writer),
  );
}

function userWrites({ world, operations }: Walk, state: State): readonly Writer[] {
  const operation = operations[state.done];
  if (operation === undefined) return [];
  const { after, raised } = world.perform(state.world, state.done);
  const { late, underWay } = state;
  return [{ step: `user: ${operation.name}`, after, raised, done: state.done + 1, late, underWay }];
}

function handlerWrites(walk: Walk, state: State): readonly Writer[] {
  const { world, progress } = walk;
  const write = (running: Running, place: Pick<Writer, 'index' | 'event'>): readonly Writer[] =>
    progress.positions(running, state.world).flatMap((position) => {
      if (typeof position.next === 'string') return [];
      const { after, known, raised } = world.write(state.world, position.next);
      const handler = progress.wrote(position.running, known);
      const target = 'target' in position.next ? ` -> ${position.next.target}` : '';
      const step = `${show(running.event)}: ${position.next.operation}${target}`;
      const { done, late, underWay } = state;
      const written = { step, after, raised, done, late, underWay, handler, ...place };
      if (late === 0) return [written];
      const gone = { after: state.world, raised: [], done, late: late - 1, underWay: [...underWay, position.next] };
      return [written, { ...gone, step: `${step}: sent, and its sender dies`, again: running.event, ...place }];
    });
  return [
    ...state.running.flatMap((running, index) => write(running, { index })),
    ...state.events.flatMap((event, at) =>
      isFirst(state.events, at) ? write(progress.begin(event, state.world), { event: at }) : [],
    ),
  ];
}

/** A write arrives whose sender has died. */
function lateWrites({ world }: Walk, state: State): readonly Writer[] {
  return state.underWay.map((request, i) => {
    const { after, raised } = world.write(state.world, request);
    const underWay = state.underWay.toSpliced(i, 1);
    const { done, late } = state;
    return { step: `${request.operation} arrives late`, after, raised, done, late, underWay };
  });
}

/** What all other handlers may have read before the write, in all combinations that differ after it. */
function around(walk: Walk, state: State, writer: Writer): readonly State[] {
  const others = state.running.filter((_, i) => i !== writer.index);
  const waiting = state.events.filter((_, i) => i !== writer.event);
  let combinations: readonly Combination[] = [
    {
      running: [],
      events: [],
      duplicates: state.duplicates,
      room: walk.budget.handlers - (writer.handler === undefined ? 0 : 1),
      chosen: 0,
    },
  ];
  const choices = [
    ...others.map((running) => ({ name: running.text, choices: continuing(walk, state.world, writer.after, running) })),
    ...waiting.map((event) => ({
      name: show(event),
      choices: delivering(walk, state.world, writer.after, event, areMany(state.events, event)),
    })),
  ].sort((a, b) => compareKeys(a.name, b.name));
  choices.forEach(({ name, choices: own }, i) => {
    // Among equal handlers, only their number at each position matters: none goes further than the one before it.
    const like = choices[i - 1]?.name === name;
    combinations = combinations.flatMap((so) =>
      own.flatMap((choice, at) => (like && at < so.chosen ? [] : choice(so).map((next) => ({ ...next, chosen: at })))),
    );
  });
  return combinations.flatMap((so) => written(state, writer, so));
}

/** One way to continue, added to a combination; empty if no handler is free. */
type Choice = (so: Combination) => readonly Combination[];

function continuing(walk: Walk, before: WorldState, after: WorldState, running: Running): readonly Choice[] {
  return walk.progress.distinguished(running, before, after).map((position) => (so) => including(so, position));
}

/** An event stays queued, is delivered, or is delivered while a copy stays queued. */
function delivering(
  walk: Walk,
  before: WorldState,
  after: WorldState,
  event: RaisedEvent,
  many: boolean,
): readonly Choice[] {
  const wait: Choice = (so) => [{ ...so, events: [...so.events, event] }];
  const cost = many ? 0 : 1;
  // If time passes, a handler that has started differs from one that starts later.
  const isLater = before.moment !== after.moment;
  const positions = walk.progress
    .distinguished(walk.progress.begin(event, before), before, after)
    .slice(isLater ? 0 : 1);
  return [
    wait,
    ...positions.map<Choice>((position) => (so) => including(so, position)),
    ...positions.map<Choice>(
      (position) => (so) =>
        so.duplicates < cost
          ? []
          : wait(so).flatMap((two) => including({ ...two, duplicates: two.duplicates - cost }, position)),
    ),
  ];
}

interface Combination {
  readonly running: readonly Running[];
  readonly events: readonly RaisedEvent[];
  readonly duplicates: number;
  /** How many more handlers may run. */
  readonly room: number;
  /** The index of the choice that was added last. */
  readonly chosen: number;
}

function including(so: Combination, { running, next }: ReadPosition): readonly Combination[] {
  if (next === 'done') return [so];
  if (next === 'gave up') return [{ ...so, events: [...so.events, running.event] }];
  return so.room === 0 ? [] : [{ ...so, running: [...so.running, running], room: so.room - 1 }];
}

function written(state: State, writer: Writer, so: Combination): readonly State[] {
  const base = {
    world: writer.after,
    done: writer.done,
    events: capped([...so.events, ...writer.raised, ...(writer.again === undefined ? [] : [writer.again])]),
    running: so.running,
    duplicates: so.duplicates,
    crashes: state.crashes,
    late: writer.late,
    underWay: writer.underWay,
    came: { from: state.came, by: writer.step },
  };
  if (writer.handler === undefined) return [base];
  // Keeps a copy of the event for later: the first of a double delivery may be the one that writes.
  const event = writer.event === undefined ? undefined : state.events[writer.event];
  const cost = event !== undefined && areMany(state.events, event) ? 0 : 1;
  const kept = event === undefined || so.duplicates < cost ? [] : [event];
  const alive = { ...base, running: [...so.running, writer.handler] };
  const dead = {
    ...base,
    events: capped([...base.events, writer.handler.event]),
    crashes: state.crashes - 1,
    came: { from: state.came, by: `${writer.step}, and dies` },
  };
  const endings = state.crashes === 0 ? [alive] : [alive, dead];
  return [
    ...endings,
    ...(kept.length === 0
      ? []
      : endings.map((one) => ({
          ...one,
          events: capped([...one.events, ...kept]),
          duplicates: so.duplicates - cost,
        }))),
  ];
}

function digestOf({ world, progress }: Walk, state: State): string {
  const fromNewest = (text: string): string => countedFromNewest(text, state.world);
  const numbers = (list: readonly number[]): string => [...list].sort((a, b) => a - b).join();
  return [
    state.done,
    state.duplicates,
    state.crashes,
    state.late,
    numbers(state.underWay.map((request) => world.ids.id(fromNewest(JSON.stringify(request))))),
    world.essenceId(state.world),
    numbers(state.events.map((event) => world.ids.id(show(event)))),
    numbers(state.running.map((running) => progress.idFromNewest(running, state.world))),
  ].join('/');
}

function traceOf(end: Came): readonly string[] {
  const steps: string[] = [];
  for (let at: Came | undefined = end; at !== undefined; at = at.from) steps.push(at.by);
  return steps.reverse();
}
