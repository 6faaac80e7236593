import { handleChanges } from '../../../src/handlers/handle-changes.ts';
import { createClient } from './client.ts';
import { createFaultSchedule } from './fault-schedule.ts';
import { createHandlersAtWork, type Handle, type HandlersAtWork } from './handlers-at-work.ts';
import { lookAtAliases } from './look-at-aliases.ts';
import { createWatch, type Watch } from './moved-back.ts';
import { perform } from './operations.ts';
import type { Operation, Plan } from './plan.ts';
import type { Run } from './run.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { violation } from './violation.ts';
import { wrongAlias } from './wrong-alias.ts';

export interface RunResult {
  /** What went wrong, or undefined. */
  readonly problem: string | undefined;
  /** Names everything that happened: two runs with the same digest were the same. */
  readonly digest: string;
  /** How versioning began. */
  readonly world: string;
  readonly operations: number;
  /** Keys in the bucket at the end, and at the most. */
  readonly objects: number;
  readonly handlers: number;
  /** Requests answered. */
  readonly answered: number;
  readonly faults: ReadonlyMap<string, number>;
  /** How often all was at rest, and how many aliases were compared with the oracle then. */
  readonly rests: number;
  readonly checks: number;
}

export interface RunOptions {
  readonly handle?: Handle;
  readonly trace?: (line: string) => void;
}

/** More would mean that it never comes to rest. */
const MOST_STEPS = 200_000;

/** Runs a world to its end, against the shipped handlers unless told otherwise. */
export const runPlan = async (plan: Plan, { handle = handleChanges, trace }: RunOptions = {}): Promise<RunResult> => {
  const simulation = createSimulation(plan, trace);
  const faults = new Map<string, number>();
  const count = (kind: string): void => void faults.set(kind, (faults.get(kind) ?? 0) + 1);
  const schedule = createFaultSchedule(plan.faults);
  let writing: Run | undefined;
  const handlers: HandlersAtWork = createHandlersAtWork({
    simulation,
    client: () => client,
    handle,
    faults: schedule,
    count,
  });
  const client = createClient({
    simulation,
    faults: schedule,
    count,
    kill: handlers.kill,
    writing: (run) => {
      writing = run;
    },
  });
  const ended = (problem?: string): RunResult => {
    const { operations, handlers: started, rests, checks, objects, digest, steps } = simulation;
    return {
      ...{ problem, world: plan.versioning, operations, objects, handlers: started, rests, checks, faults },
      answered: client.answered(),
      digest: `${digest.toString(16).padStart(8, '0')} after ${steps} steps`,
    };
  };
  try {
    fillBefore(simulation);
    simulation.hear = (event) => handlers.hear(event, writing);
    await live(simulation, handlers);
    return ended();
  } catch (error) {
    return ended(error instanceof Error && error.name === 'Violation' ? error.message : stackOf(error));
  }
};

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Objects that no event told of: in a bucket that was never versioned, `onDelete: remove` makes no alias of them. */
const fillBefore = (simulation: Simulation): void => {
  const { plan, oracle, ledger } = simulation;
  for (const key of plan.before) {
    perform(simulation, { do: 'upload', key, body: 0 });
    for (const { alias } of oracle.claimsOf(key)) ledger.mayStayAway(alias);
  }
};

const live = async (simulation: Simulation, handlers: HandlersAtWork): Promise<void> => {
  const { plan, loop, ledger, random } = simulation;
  const watch = createWatch(simulation);
  if (plan.before.length > 0) {
    ledger.oweAll();
    handlers.sweepSoon();
  }
  for (const burst of plan.bursts) {
    postOperations(simulation, handlers, burst);
    await comeToRest(simulation, handlers);
    check(simulation, watch);
    if (!ledger.anyOwed() || random.below(3) === 0) continue;
    handlers.sweepSoon();
    await comeToRest(simulation, handlers);
    check(simulation, watch);
  }
  while (loop.stepAnything()) await comeToRest(simulation, handlers);
  for (let tries = 0; tries < 100 && (tries === 0 || ledger.anyOwed()); tries++) {
    handlers.sweepSoon();
    await comeToRest(simulation, handlers);
  }
  if (ledger.anyOwed()) throw violation('no sweep succeeds');
  check(simulation, watch);
};

/** One after another, at the pace of somebody in a hurry or somebody who is not. */
const postOperations = (simulation: Simulation, handlers: HandlersAtWork, operations: readonly Operation[]): void => {
  const { loop, random } = simulation;
  const pace = random.pick([1, 10, 100, 3000]);
  const next = (nth: number): void => {
    const operation = operations[nth];
    if (operation === undefined) return;
    loop.post(random.below(pace), () => {
      perform(simulation, operation);
      if (operation.do === 'sweep') handlers.sweepSoon();
      next(nth + 1);
    });
  };
  next(0);
};

const comeToRest = async (simulation: Simulation, handlers: HandlersAtWork): Promise<void> => {
  const { loop, store } = simulation;
  const most = simulation.steps + MOST_STEPS;
  for (;;) {
    if (simulation.stirred) {
      simulation.stirred = false;
      await allReactions();
    } else if (!loop.step()) break;
    if (simulation.steps > most) throw violation('it never comes to rest');
  }
  if (handlers.running() > 0) throw violation('a handler neither asks nor ends');
  simulation.sequenceAtRest = store.engine.getBucket({ bucket: store.bucket }).sequence;
};

/** Until every promise reaction is done: Node takes the next tick up when no microtask is left. */
const allReactions = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const check = (simulation: Simulation, watch: Watch): void => {
  const { ledger, tell } = simulation;
  const { objects, views } = lookAtAliases(simulation);
  tell(() => 'all is at rest');
  simulation.rests++;
  simulation.objects = Math.max(simulation.objects, objects);
  for (const view of views) {
    if (ledger.owed(view.alias)) continue;
    simulation.checks++;
    const wrong = wrongAlias(simulation, view);
    if (wrong !== undefined) throw violation(wrong);
  }
  const back = watch.movedBack(views);
  if (back !== undefined) throw violation(back);
  ledger.rested();
};
