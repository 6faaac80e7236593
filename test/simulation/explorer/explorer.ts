import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { rollbackAlias } from '../../../src/aliases/pins/rollback-alias.ts';
import { unpinAlias } from '../../../src/aliases/pins/unpin-alias.ts';
import { settleRelease } from '../../../src/aliases/release/settle-release.ts';
import { advance } from '../../../src/aliases/settle/advance.ts';
import { settle } from '../../../src/aliases/settle/settle.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { Happening } from '../world/operation.ts';
import { PIN } from '../world/operations.ts';
import { groupOf } from '../world/release-world.ts';
import type { World, WorldState } from '../world/world.ts';
import { countedFromNewest } from '../world/world-content.ts';
import { oneByOne } from './one-by-one.ts';
import { createProgress, type Progress, type Running, type Stand } from './progress.ts';
import { type RememberedWorld, rememberWorld } from './remembered-world.ts';
import { createTextSet } from './text-set.ts';
import { versionsInTurn } from './versions-in-turn.ts';
import { areMany, capped, isFirst, show } from './waiting-events.ts';

/**
 * Walks every interleaving of a small world against the shipped protocol and the shipped bucket engine: the user's
 * operations in their order, each raising one event; events delivered in any order, some twice; several handlers at
 * once, whose requests are answered one by one in any order; handlers that die, whose event is then delivered again. A
 * world is right if, wherever nothing is left to do, the alias is what the listing says.
 *
 * A state is what there is right after a write. From it, everybody may read for a while, and then somebody writes. What
 * cannot differ is walked once:
 * - Reads change nothing, so their order among each other is none.
 * - A read whose answer the next write does not change is put off until after it.
 * - A handler that dies is the same as one that died right after its last write and whose event came again later; one
 *   that wrote nothing never was.
 * - Handlers that remember the same are one (`handler-memory.ts`). Rounds are not counted, so fights without end are
 *   walked too: each handler may give up at any round after its first write, which is more than it does.
 * - How often the alias was written before is forgotten (`countedFromNewest`), and so is how many more than a few own
 *   events wait (`waiting-events.ts`).
 */
export interface Budget {
  readonly handlers: number;
  readonly duplicates: number;
  readonly crashes: number;
  /** Writes that are applied at any later time, when their sender has died. */
  readonly late?: number;
  /** Give up (verdict `cut`) after so many states. */
  readonly limit?: number;
}

export interface Verdict {
  readonly verdict: 'right' | 'wrong' | 'cut';
  readonly states: number;
  /** How the first wrong ending came about, and what was wrong. */
  readonly trace: readonly string[];
}

/** How a handler deals with an event. Tests of the explorer put broken ones here. */
export type Handler = (task: AliasTask, key: string) => Protocol<unknown>;

type ByHand = Extract<Cause, { kind: 'by-hand' }>['what'];

const BY_HAND: Readonly<Record<ByHand, Handler>> = {
  pin: (task, key) => pinAlias(task, key, PIN),
  unpin: (task) => versionsInTurn(unpinAlias(task)),
  rollback: (task) => versionsInTurn(rollbackAlias(task, { pin: PIN })),
};

/** As handle-changes.ts and move-by-hand.ts do it: an alias that went away itself is settled. */
export const SHIPPED: Readonly<Record<'advance' | 'settle', Handler>> = {
  advance: (task, key) => {
    if (task.cause.kind === 'by-hand') return BY_HAND[task.cause.what](task, key);
    if (task.rule.release !== undefined) return together(task, key);
    return versionsInTurn(key === task.alias ? settle(task) : advance(task, key));
  },
  settle: (task) => versionsInTurn(settle(task)),
};

/** The release of a world, one write after the other: in the order in which they are asked for, or in the other one. */
function together(task: AliasTask, key: string): Protocol<unknown> {
  return oneByOne(settleRelease(groupOf(task)), key.endsWith('x'));
}

interface State {
  readonly world: WorldState;
  readonly done: number;
  readonly events: readonly Happening[];
  readonly running: readonly Running[];
  readonly duplicates: number;
  readonly crashes: number;
  /** How many more writes may come late, and those that are under way. */
  readonly late: number;
  readonly underWay: readonly StoreRequest[];
  readonly came: Came;
}

/** How a state came about. All that is kept of a state when its successors are known. */
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
  // Breadth first, so that the first wrong ending is one of the shortest; one breadth at a time, so that a state is
  // forgotten when its successors are known.
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

/** Nobody will write any more: every handler that runs, and that of every event, reads to its end. */
function isQuiet({ operations, progress }: Walk, state: State): boolean {
  return (
    state.done === operations.length &&
    state.underWay.length === 0 &&
    [...state.running, ...state.events.map((event) => progress.begin(event, state.world))].every(
      (running) => progress.stands(running, state.world).at(-1)?.next === 'done',
    )
  );
}

/** Somebody who may write next, with what is left of the events once he is there. */
interface Writer {
  readonly step: string;
  readonly after: WorldState;
  readonly happenings: readonly Happening[];
  readonly done: number;
  readonly late: number;
  readonly underWay: readonly StoreRequest[];
  /** An event that is delivered again: its handler died. */
  readonly again?: Happening;
  /** The writing handler after its write; which of the running ones it is, or which event began it. */
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
  const { after, happenings } = world.perform(state.world, state.done);
  const { late, underWay } = state;
  return [{ step: `user: ${operation.name}`, after, happenings, done: state.done + 1, late, underWay }];
}

function handlerWrites(walk: Walk, state: State): readonly Writer[] {
  const { world, progress } = walk;
  const write = (running: Running, place: Pick<Writer, 'index' | 'event'>): readonly Writer[] =>
    progress.stands(running, state.world).flatMap((stand) => {
      if (typeof stand.next === 'string') return [];
      const { after, known, happenings } = world.write(state.world, stand.next);
      const handler = progress.wrote(stand.running, known);
      const target = 'target' in stand.next ? ` -> ${stand.next.target}` : '';
      const step = `${show(running.event)}: ${stand.next.operation}${target}`;
      const { done, late, underWay } = state;
      const written = { step, after, happenings, done, late, underWay, handler, ...place };
      if (late === 0) return [written];
      const gone = { after: state.world, happenings: [], done, late: late - 1, underWay: [...underWay, stand.next] };
      return [written, { ...gone, step: `${step}: sent, and its sender dies`, again: running.event, ...place }];
    });
  return [
    ...state.running.flatMap((running, index) => write(running, { index })),
    ...state.events.flatMap((event, at) =>
      isFirst(state.events, at) ? write(progress.begin(event, state.world), { event: at }) : [],
    ),
  ];
}

/** A write whose sender has died arrives. */
function lateWrites({ world }: Walk, state: State): readonly Writer[] {
  return state.underWay.map((request, i) => {
    const { after, happenings } = world.write(state.world, request);
    const underWay = state.underWay.toSpliced(i, 1);
    const { done, late } = state;
    return { step: `${request.operation} arrives late`, after, happenings, done, late, underWay };
  });
}

/** What everybody else may have read before the write, in all combinations that the write tells apart. */
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
    ...others.map((running) => ({ name: running.text, choices: standing(walk, state.world, writer.after, running) })),
    ...waiting.map((event) => ({
      name: show(event),
      choices: delivering(walk, state.world, writer.after, event, areMany(state.events, event)),
    })),
  ].sort((a, b) => compareKeys(a.name, b.name));
  choices.forEach(({ name, choices: own }, i) => {
    // Of several that are alike, it does not matter which one goes on: none goes further than the one before it.
    const like = choices[i - 1]?.name === name;
    combinations = combinations.flatMap((so) =>
      own.flatMap((choice, at) => (like && at < so.chosen ? [] : choice(so).map((next) => ({ ...next, chosen: at })))),
    );
  });
  return combinations.flatMap((so) => written(state, writer, so));
}

/** One way to go on, added to what the others do; nothing where there is no room. */
type Choice = (so: Combination) => readonly Combination[];

function standing(walk: Walk, before: WorldState, after: WorldState, running: Running): readonly Choice[] {
  return walk.progress.told(running, before, after).map((stand) => (so) => including(so, stand));
}

/** An event waits, or is delivered, or is delivered while a copy of it waits. */
function delivering(
  walk: Walk,
  before: WorldState,
  after: WorldState,
  event: Happening,
  many: boolean,
): readonly Choice[] {
  const wait: Choice = (so) => [{ ...so, events: [...so.events, event] }];
  const cost = many ? 0 : 1;
  // Where time passes, one that has only begun is not one that begins later.
  const isLater = before.moment !== after.moment;
  const stands = walk.progress.told(walk.progress.begin(event, before), before, after).slice(isLater ? 0 : 1);
  return [
    wait,
    ...stands.map<Choice>((stand) => (so) => including(so, stand)),
    ...stands.map<Choice>(
      (stand) => (so) =>
        so.duplicates < cost
          ? []
          : wait(so).flatMap((two) => including({ ...two, duplicates: two.duplicates - cost }, stand)),
    ),
  ];
}

interface Combination {
  readonly running: readonly Running[];
  readonly events: readonly Happening[];
  readonly duplicates: number;
  /** How many more handlers may be at work. */
  readonly room: number;
  /** Which choice was added last. */
  readonly chosen: number;
}

function including(so: Combination, { running, next }: Stand): readonly Combination[] {
  if (next === 'done') return [so];
  if (next === 'gave up') return [{ ...so, events: [...so.events, running.event] }];
  return so.room === 0 ? [] : [{ ...so, running: [...so.running, running], room: so.room - 1 }];
}

function written(state: State, writer: Writer, so: Combination): readonly State[] {
  const base = {
    world: writer.after,
    done: writer.done,
    events: capped([...so.events, ...writer.happenings, ...(writer.again === undefined ? [] : [writer.again])]),
    running: so.running,
    duplicates: so.duplicates,
    crashes: state.crashes,
    late: writer.late,
    underWay: writer.underWay,
    came: { from: state.came, by: writer.step },
  };
  if (writer.handler === undefined) return [base];
  // The event of a handler that keeps a copy for later: the first of a double delivery may be the one that writes.
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
