import { checkRest } from './check/check-rest.ts';
import { isViolation, violation } from './check/violation.ts';
import { createWatch } from './oracle/moved-back.ts';
import { perform } from './plan/operations.ts';
import type { Operation, Plan } from './plan/plan.ts';
import { createClient } from './platform/client.ts';
import { createEventSource, type EventSource } from './platform/event-source.ts';
import { createFaultSchedule } from './platform/fault-schedule.ts';
import { createFleet } from './platform/fleet.ts';
import { type Functions, SHIPPED } from './platform/functions.ts';
import { createServe } from './platform/handle-delivery.ts';
import { createPlatform, type Platform } from './platform/platform.ts';
import { createSimulation, type Echo, type Simulation } from './simulation.ts';

export interface RunResult {
  /** The first problem, or undefined. */
  readonly problem: string | undefined;
  /** Identifies everything that happened: equal digests mean equal runs. */
  readonly digest: string;
  /** The initial versioning state. */
  readonly world: string;
  readonly operations: number;
  /** The most keys in the bucket at a rest. */
  readonly objects: number;
  readonly handlers: number;
  /** Requests answered. */
  readonly answered: number;
  readonly faults: ReadonlyMap<string, number>;
  /** The number of rests, and of aliases compared with the oracle. */
  readonly rests: number;
  readonly checks: number;
  readonly deployments: number;
  readonly echo: Echo;
  /** The world has no faults and no overlapping work. */
  readonly calm: boolean;
  /** The most writes of one alias between two rests, per reason. */
  readonly mostWrites: number;
}

export interface RunOptions {
  readonly functions?: Functions;
  readonly trace?: (line: string) => void;
  /** A world that takes more steps than this never comes to rest. */
  readonly mostSteps?: number;
}

/** The default of `mostSteps`. */
const MOST_STEPS = 200_000;
/** Enough sweeps for one to succeed, because faults end eventually. */
const MOST_SWEEPS = 100;

/** Runs a world to its end, by default with the shipped handlers. */
export async function runPlan(
  plan: Plan,
  { functions = SHIPPED, trace, mostSteps = MOST_STEPS }: RunOptions = {},
): Promise<RunResult> {
  const simulation = createSimulation(plan, trace);
  const problem = await runWorld(simulation, functions, mostSteps).catch((error: unknown) =>
    isViolation(error) ? error.message : stackOf(error),
  );
  const { operations, handlers, rests, checks, objects, answered, faults, digest, steps } = simulation;
  const { calm, deployments, echo, mostWrites } = simulation;
  return {
    problem,
    world: plan.versioning,
    operations,
    objects,
    handlers,
    rests,
    checks,
    calm,
    deployments,
    echo,
    mostWrites,
    answered,
    faults,
    digest: `${digest.toString(16).padStart(8, '0')} after ${steps} steps`,
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Uploads the objects from before the deployment. No event reports them. In a bucket that was never versioned,
 * `onDelete: remove` creates no alias for them.
 */
function fillBefore(simulation: Simulation): void {
  const { plan, rules, ledger, touched, writeCounts } = simulation;
  for (const key of plan.before) {
    perform(simulation, { do: 'upload', key, body: 0 });
    for (const name of rules.oracle.affectedBy(key, touched.keys())) ledger.mayStayMissing(name);
  }
  writeCounts.rested();
}

async function runWorld(simulation: Simulation, functions: Functions, mostSteps: number): Promise<undefined> {
  const { plan, loop, ledger, random } = simulation;
  const watch = createWatch(simulation);
  const { platform, source } = setUp(simulation, functions);
  const rest = (): Promise<void> => comeToRest(simulation, platform, mostSteps);
  // Otherwise the first sweep may still run when the first burst starts.
  if (simulation.calm) await rest();
  for (const burst of plan.bursts) {
    postOperations(simulation, source, burst);
    await rest();
    checkRest(simulation, watch);
    if (plan.facts === true) {
      await quietMinutes(simulation, source, rest);
      checkRest(simulation, watch, true);
    }
    if (!ledger.anyOwed() || random.below(3) === 0) continue;
    source.sweepSoon();
    await rest();
    checkRest(simulation, watch, true);
  }
  // The last instances with former rules have ended by then.
  loop.post(Math.max(0, simulation.formerUntil - loop.now()), () => {});
  while (loop.stepAnything()) await rest();
  for (let tries = 0; tries < MOST_SWEEPS && (tries === 0 || ledger.anyOwed()); tries++) {
    source.sweepSoon();
    await rest();
  }
  if (ledger.anyOwed()) throw violation('no sweep succeeds');
  checkRest(simulation, watch, true);
}

/** Two sweeps some minutes apart, in which facts are made and then used. */
async function quietMinutes(
  { loop, random }: Simulation,
  source: EventSource,
  rest: () => Promise<void>,
): Promise<void> {
  for (let sweeps = 0; sweeps < 2; sweeps++) {
    loop.post(90_000 + random.below(200_000), () => {});
    await rest();
    source.sweepSoon();
    await rest();
  }
}

/** Deploys the functions for a bucket that may already contain objects. A first sweep handles those. */
function setUp(simulation: Simulation, functions: Functions): { platform: Platform; source: EventSource } {
  const faults = createFaultSchedule(simulation.plan.faults);
  fillBefore(simulation);
  const client = createClient(simulation, faults, (run) => platform.kill(run));
  const platform = createPlatform(simulation, createFleet(simulation, client), createServe(simulation, functions));
  const source = createEventSource(simulation, faults, platform.arrive);
  simulation.hear = source.hear;
  if (simulation.plan.before.length > 0) {
    simulation.ledger.oweAll();
    source.sweepSoon();
  }
  return { platform, source };
}

/** Schedules the operations one after the other, at a fast or a slow pace. */
function postOperations(simulation: Simulation, source: EventSource, operations: readonly Operation[]): void {
  const { loop, random } = simulation;
  const pace = random.pick([1, 10, 100, 3000]);
  const next = (nth: number): void => {
    const operation = operations[nth];
    if (operation === undefined) return;
    const waited = operation.do === 'wait' ? operation.by : 0;
    loop.post(waited + random.below(pace), () => {
      perform(simulation, operation);
      if (operation.do === 'sweep') source.sweepSoon();
      next(nth + 1);
    });
  };
  next(0);
}

async function comeToRest(simulation: Simulation, platform: Platform, mostSteps: number): Promise<void> {
  const { loop, store } = simulation;
  const most = simulation.steps + mostSteps;
  for (;;) {
    if (simulation.stirred) {
      simulation.stirred = false;
      await allReactions();
    } else if (!loop.step()) break;
    if (simulation.steps > most) throw violation('the world never comes to rest');
  }
  if (platform.running() > 0) throw violation('a handler waits without a request');
  simulation.sequenceAtRest = store.engine.getBucket({ bucket: store.bucket }).sequence;
}

/** Waits until every promise reaction has run: Node takes the next tick when no microtask is left. */
function allReactions(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
