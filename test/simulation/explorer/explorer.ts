import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { unpinAlias } from '../../../src/aliases/pins/unpin-alias.ts';
import { applyChange, beginChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { listAll } from '../../../src/aliases/reconcile/list-all.ts';
import type { Pausable } from '../../../src/aliases/reconcile/pausable.ts';
import { beginReconcile, reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { reconcileRelease } from '../../../src/aliases/release/reconcile-release.ts';
import { compareKeys } from '../../../src/compare-keys.ts';
import { isMarkerKey } from '../../../src/rules/match/marker-place.ts';
import { coveredBy, markerKeyOf } from '../../../src/rules/match/withdrawal.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { folderTasks } from '../world/folder-world.ts';
import type { RaisedEvent } from '../world/operation.ts';
import { PIN } from '../world/operations.ts';
import { pairTasks } from '../world/pair-world.ts';
import { groupOf } from '../world/release-world.ts';
import type { World, WorldState } from '../world/world.ts';
import { countedFromNewest } from '../world/world-content.ts';
import { oneByOne } from './one-by-one.ts';
import { createProgress, type Progress, type ReadPosition, type Running } from './progress.ts';
import { type RememberedWorld, rememberWorld } from './remembered-world.ts';
import { sharingLooks } from './share-looks.ts';
import { createTextSet } from './text-set.ts';
import { together } from './together.ts';
import { versionsInTurn } from './versions-in-turn.ts';
import { areMany, capped, isFirst, show } from './waiting-events.ts';
import { walkedSweep } from './walked-sweep.ts';

/** The limits of an exploration. */
export interface Budget {
  readonly handlers: number;
  readonly duplicates: number;
  readonly crashes: number;
  /** Writes that may be applied at any later time, after their sender has died. */
  readonly late?: number;
  /** Handlers that may end anywhere without an end of their own, and whose events are not delivered again. */
  readonly left?: number;
  /** Stop after this many states, with the verdict `cut`. */
  readonly limit?: number;
}

export interface Verdict {
  readonly verdict: 'right' | 'wrong' | 'cut';
  readonly states: number;
  /** The steps to the first wrong ending, and what is wrong there. */
  readonly trace: readonly string[];
}

/** Handles one event of an alias. Tests of the explorer pass broken handlers. */
export type Handler = (task: AliasTask, key: string) => Protocol<unknown>;

type ByHand = 'pin' | 'unpin';

const BY_HAND: Readonly<Record<ByHand, Handler>> = {
  pin: (task, key) => pinAlias(task, key, PIN),
  unpin: (task) => versionsInTurn(unpinAlias(task)),
};

/**
 * Chooses a protocol as handle-changes.ts and move-by-hand.ts do. An event of the alias key itself runs `reconcile`.
 */
export const SHIPPED: Readonly<Record<'applyChange' | 'reconcile', Handler>> = {
  applyChange: (task, key) => {
    if (task.cause.kind === 'by-hand') return BY_HAND[task.cause.what as ByHand](task, key);
    if (task.rule.release !== undefined) return reconcileGroup(task, key);
    const folder = folderTasks(task, key);
    if (folder !== undefined) return updateFolder(folder, key);
    const pair = pairTasks(task);
    if (pair !== undefined) return updatePair(pair, key);
    if (task.cause.kind === 'sweep') return versionsInTurn(walkedSweep(task));
    if (isMarkerKey(task.rule, key)) return versionsInTurn(ifCovered(task, key, reconcile(task)));
    return versionsInTurn(key === task.alias ? reconcile(task) : applyChange(task, key));
  },
  reconcile: (task) => versionsInTurn(reconcile(task)),
};

/** Runs a protocol if an object exists that a marker covers, like `expand-markers.ts`. */
function* ifCovered(task: AliasTask, marker: string, protocol: Protocol<unknown>): Protocol<unknown> {
  const covered = coveredBy(task.rule, marker);
  if (covered === undefined) return undefined;
  if (covered.kind === 'object') return yield* protocol;
  let hasCovered = false;
  yield* listAll(covered.prefix, ({ key, type }) => {
    hasCovered ||= type !== 'Symlink' && markerKeyOf(task.rule, key) === marker;
  });
  return hasCovered ? yield* protocol : undefined;
}

/** Reconciles the release of a world. The writes of a round are sent one by one, in either order. */
function reconcileGroup(task: AliasTask, key: string): Protocol<unknown> {
  return oneByOne(reconcileRelease(groupOf(task)), key.endsWith('x'));
}

/** Updates the aliases of a folder, like `handle-changes.ts`. The writes of a round are sent one by one, in either order. */
export function updateFolder(
  tasks: readonly AliasTask[],
  key: string,
  begin: (task: AliasTask) => Pausable = beginReconcile,
): Protocol<unknown> {
  const [first] = tasks;
  if (first === undefined) throw new TypeError(`${key} affects no alias`);
  if (!isMarkerKey(first.rule, key)) return versionsInTurn(applyChange(first, key));
  const runs = tasks.map((task) => ({ task, protocol: begin(task) }));
  return oneByOne(ifCovered(first, key, together(runs)), first.cause.kind === 'change' && isRemoval(first.cause));
}

/** Updates two aliases of the same object, like `handle-changes.ts`. The writes of a round are sent one by one, in either order. */
export function updatePair(tasks: readonly AliasTask[], key: string): Protocol<unknown> {
  const [first] = tasks;
  if (first === undefined) throw new TypeError(`${key} affects no alias`);
  if (isMarkerKey(first.rule, key)) return updateFolder(tasks, key);
  const runs = tasks.map((task) => ({ task, protocol: beginChange(task, key) }));
  const isBackward = first.cause.kind === 'change' && isRemoval(first.cause);
  return oneByOne(versionsInTurn(together(runs, sharingLooks)), isBackward);
}

function isRemoval({ event }: { readonly event: string }): boolean {
  return event.startsWith('ObjectRemoved');
}

interface State {
  readonly world: WorldState;
  readonly done: number;
  readonly events: readonly RaisedEvent[];
  readonly running: readonly Running[];
  readonly duplicates: number;
  readonly crashes: number;
  /** How many more writes may arrive late. */
  readonly late: number;
  /** How many more handlers may leave their events. */
  readonly left: number;
  /** Sent writes that have not arrived yet. Their senders have died. */
  readonly inFlight: readonly StoreRequest[];
  readonly path: Path;
}

/** The steps that led to a state. The explorer keeps nothing else of a state once it knows the successors. */
interface Path {
  readonly from: Path | undefined;
  readonly by: string;
}

interface Walk {
  readonly world: RememberedWorld;
  readonly operations: World['operations'];
  readonly budget: Budget;
  readonly progress: Progress;
}

/**
 * Walks every interleaving of a small world with the shipped protocol and the shipped bucket engine. The user's
 * operations run in order and raise one event each. Events are delivered in any order, some of them twice. Several
 * handlers run at once, and their requests are answered one by one in any order. Handlers die, and their events are
 * delivered again. A world is right if the alias matches the listing in every state with nothing left to do.
 *
 * A state is the situation right after a write. Between two writes every handler may read. Equivalent interleavings are
 * walked once:
 * - Reads change nothing, so their order does not matter.
 * - If the next write does not change the answer of a read, the read is postponed until after that write.
 * - A handler that dies is equivalent to one that dies right after its last write and whose event is delivered again
 *   later. A handler that dies without a write has no effect.
 * - Handlers with equal memory are merged (`handler-memory.ts`). Rounds are not counted, so that endless write
 *   conflicts are walked too. Instead, a handler may give up in any round after its first write. The real handler gives
 *   up less often.
 * - The number of earlier writes of the alias is ignored (`countedFromNewest`). So is the exact number of waiting
 *   events of own writes, beyond a few (`waiting-events.ts`).
 */
export function explore(world: World, handler: Handler, budget: Budget): Verdict {
  const remembered = rememberWorld(world);
  const progress = createProgress(remembered, ({ event, moment }) => handler(world.task(event, moment), event.key));
  const walk: Walk = { world: remembered, operations: world.operations, budget, progress };
  const { duplicates, crashes } = budget;
  const rest = {
    done: 0,
    events: [],
    running: [],
    inFlight: [],
    late: budget.late ?? 0,
    left: budget.left ?? 0,
    path: { from: undefined, by: 'start' },
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
      if (wrong !== undefined) return { verdict: 'wrong', states, trace: [...traceOf(state.path), wrong] };
      further.push(...nextStates(walk, state).filter((next) => seen.add(digestOf(walk, next))));
    }
    open = further;
  }
  return { verdict: 'right', states, trace: [] };
}

/** Returns true if no write is left: every handler, running or not yet started, only reads until it ends. */
function isQuiet({ operations, progress }: Walk, state: State): boolean {
  return (
    state.done === operations.length &&
    state.inFlight.length === 0 &&
    [...state.running, ...state.events.map((event) => progress.begin(event, state.world))].every(
      (running) => progress.positions(running, state.world).at(-1)?.next === 'done',
    )
  );
}

/** A possible next write, by a user or a handler, and the state after it. */
interface Writer {
  readonly step: string;
  readonly after: WorldState;
  readonly raised: readonly RaisedEvent[];
  readonly done: number;
  readonly late: number;
  readonly inFlight: readonly StoreRequest[];
  /** An event that is delivered again because its handler died. */
  readonly again?: RaisedEvent;
  /** The writing handler, after its write. */
  readonly handler?: Running;
  /** The index of that handler among the running handlers. */
  readonly index?: number;
  /** The index of the event that has just started that handler. */
  readonly event?: number;
}

function nextStates(walk: Walk, state: State): readonly State[] {
  const writers = [...userWrites(walk, state), ...handlerWrites(walk, state), ...lateWrites(walk, state)];
  return [...writers.flatMap((writer) => statesAfter(walk, state, writer)), ...leavingStates(state)];
}

/** A handler ends because its time is up, before its first request or later. Its event is not delivered again. */
function leavingStates(state: State): readonly State[] {
  if (state.left === 0) return [];
  const { running, events, path } = state;
  const without = (event: RaisedEvent, rest: Pick<State, 'running' | 'events'>): State => {
    return { ...state, ...rest, left: state.left - 1, path: { from: path, by: `${show(event)}: the time is up` } };
  };
  return [
    ...running.map((one, i) => without(one.event, { running: running.toSpliced(i, 1), events })),
    ...events.map((event, i) => without(event, { running, events: events.toSpliced(i, 1) })),
  ];
}

function userWrites({ world, operations }: Walk, state: State): readonly Writer[] {
  const operation = operations[state.done];
  if (operation === undefined) return [];
  const { after, raised } = world.perform(state.world, state.done);
  const { late, inFlight } = state;
  return [{ step: `user: ${operation.name}`, after, raised, done: state.done + 1, late, inFlight }];
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
      const { done, late, inFlight } = state;
      const written = { step, after, raised, done, late, inFlight, handler, ...place };
      if (late === 0) return [written];
      const gone = { after: state.world, raised: [], done, late: late - 1, inFlight: [...inFlight, position.next] };
      return [written, { ...gone, step: `${step}: sent, and its sender dies`, again: running.event, ...place }];
    });
  return [
    ...state.running.flatMap((running, index) => write(running, { index })),
    ...state.events.flatMap((event, at) =>
      isFirst(state.events, at) ? write(progress.begin(event, state.world), { event: at }) : [],
    ),
  ];
}

/** Writes whose senders have died. Each of them may arrive next. */
function lateWrites({ world }: Walk, state: State): readonly Writer[] {
  return state.inFlight.map((request, i) => {
    const { after, raised } = world.write(state.world, request);
    const inFlight = state.inFlight.toSpliced(i, 1);
    const { done, late } = state;
    return { step: `${request.operation} arrives late`, after, raised, done, late, inFlight };
  });
}

/**
 * The states after a write: one for each combination of earlier reads by other handlers, if the combinations differ.
 */
function statesAfter(walk: Walk, state: State, writer: Writer): readonly State[] {
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
    ...others.map((running) => ({
      name: running.text,
      choices: choicesOfRunning(walk, state.world, writer.after, running),
    })),
    ...waiting.map((event) => ({
      name: show(event),
      choices: choicesOfEvent(walk, state.world, writer.after, event, areMany(state.events, event)),
    })),
  ].sort((a, b) => compareKeys(a.name, b.name));
  choices.forEach(({ name, choices: own }, i) => {
    // Only the number of equal handlers at each position matters. So none stays behind the one before it.
    const isEqual = choices[i - 1]?.name === name;
    combinations = combinations.flatMap((combination) =>
      own.flatMap((choice, at) =>
        isEqual && at < combination.chosen ? [] : choice(combination).map((next) => ({ ...next, chosen: at })),
      ),
    );
  });
  return combinations.flatMap((combination) => written(state, writer, combination));
}

/** Adds one way to continue to a combination. Returns an empty list if no handler is free. */
type Choice = (combination: Combination) => readonly Combination[];

function choicesOfRunning(walk: Walk, before: WorldState, after: WorldState, running: Running): readonly Choice[] {
  return walk.progress
    .distinguished(running, before, after)
    .map((position) => (combination) => withPosition(combination, position));
}

/** An event stays queued, is delivered, or is delivered while a copy stays queued. */
function choicesOfEvent(
  walk: Walk,
  before: WorldState,
  after: WorldState,
  event: RaisedEvent,
  many: boolean,
): readonly Choice[] {
  const wait: Choice = (combination) => [{ ...combination, events: [...combination.events, event] }];
  const cost = many ? 0 : 1;
  // A handler reads the clock when it starts. So if time passes, starting now differs from starting later.
  const isLater = before.moment !== after.moment;
  const positions = walk.progress
    .distinguished(walk.progress.begin(event, before), before, after)
    .slice(isLater ? 0 : 1);
  return [
    wait,
    ...positions.map<Choice>((position) => (combination) => withPosition(combination, position)),
    ...positions.map<Choice>(
      (position) => (combination) =>
        combination.duplicates < cost
          ? []
          : wait(combination).flatMap((two) => withPosition({ ...two, duplicates: two.duplicates - cost }, position)),
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

function withPosition(combination: Combination, { running, next }: ReadPosition): readonly Combination[] {
  if (next === 'done') return [combination];
  if (next === 'gave up') return [{ ...combination, events: [...combination.events, running.event] }];
  return combination.room === 0
    ? []
    : [{ ...combination, running: [...combination.running, running], room: combination.room - 1 }];
}

function written(state: State, writer: Writer, combination: Combination): readonly State[] {
  const base = {
    world: writer.after,
    done: writer.done,
    events: capped([...combination.events, ...writer.raised, ...(writer.again === undefined ? [] : [writer.again])]),
    running: combination.running,
    duplicates: combination.duplicates,
    crashes: state.crashes,
    late: writer.late,
    inFlight: writer.inFlight,
    left: state.left,
    path: { from: state.path, by: writer.step },
  };
  if (writer.handler === undefined) return [base];
  // If the event is delivered twice, the first delivery may be the one that writes. So a copy may stay queued.
  const event = writer.event === undefined ? undefined : state.events[writer.event];
  const cost = event !== undefined && areMany(state.events, event) ? 0 : 1;
  const kept = event === undefined || combination.duplicates < cost ? [] : [event];
  const alive = { ...base, running: [...combination.running, writer.handler] };
  const dead = {
    ...base,
    events: capped([...base.events, writer.handler.event]),
    crashes: state.crashes - 1,
    path: { from: state.path, by: `${writer.step}, and dies` },
  };
  const endings = state.crashes === 0 ? [alive] : [alive, dead];
  return [
    ...endings,
    ...(kept.length === 0
      ? []
      : endings.map((one) => ({
          ...one,
          events: capped([...one.events, ...kept]),
          duplicates: combination.duplicates - cost,
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
    state.left,
    numbers(state.inFlight.map((request) => world.ids.id(fromNewest(JSON.stringify(request))))),
    world.essenceId(state.world),
    numbers(state.events.map((event) => world.ids.id(show(event)))),
    numbers(state.running.map((running) => progress.idFromNewest(running, state.world))),
  ].join('/');
}

function traceOf(end: Path): readonly string[] {
  const steps: string[] = [];
  for (let at: Path | undefined = end; at !== undefined; at = at.from) steps.push(at.by);
  return steps.reverse();
}
