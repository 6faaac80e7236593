import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { eventKind } from '../../../src/events/event-kinds.ts';
import type { Handled } from '../../../src/handlers/handle-alias.ts';
import type { KeyChange } from '../../../src/handlers/handle-changes.ts';
import type { HandlerContext } from '../../../src/handlers/handler-context.ts';
import { createOverruleBudget } from '../../../src/handlers/overrule-budget.ts';
import { sweep } from '../../../src/handlers/sweep.ts';
import { type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import { type Attempt, nextStep } from '../../../src/local/queue/retry-policy.ts';
import { aliasTriggers } from '../../../src/local/triggers/alias-triggers.ts';
import { matches } from '../../../src/local/triggers/matches.ts';
import { watchedPrefixes } from '../../../src/rules/covering-prefixes.ts';
import { ownerOfAlias } from '../../../src/rules/match-key.ts';
import { checkCost, expectCheap, isExpected } from './check-cost.ts';
import type { Client } from './client.ts';
import type { FaultSchedule } from './fault-schedule.ts';
import type { EventFault } from './plan.ts';
import type { Delivery, Run } from './run.ts';
import type { Simulation } from './simulation.ts';
import { violation } from './violation.ts';

/** How changes are handled. Tests of the simulator put broken ones here. */
export type Handle = (context: HandlerContext, changes: readonly KeyChange[]) => Promise<readonly Handled[]>;

export interface HandlersAtWork {
  /** Takes an event of the bucket, as far as it is delivered. */
  hear(event: BucketEvent, by: Run | undefined): void;
  sweepSoon(): void;
  kill(run: Run): void;
  running(): number;
}

export interface HandlersParts {
  readonly simulation: Simulation;
  readonly client: () => Client;
  readonly handle: Handle;
  readonly faults: FaultSchedule;
  readonly count: (fault: EventFault) => void;
}

/** The platform: delivers events to handlers, several at once, again where one fails, and gives up after some tries. */
export const createHandlersAtWork = ({ simulation, client, handle, faults, count }: HandlersParts): HandlersAtWork => {
  const { plan, loop, random, ledger, oracle, tell } = simulation;
  const { ruleSet } = simulation;
  const guarded = ruleSet.rules.some(({ guard }) => guard);
  const triggers = aliasTriggers(watchedPrefixes(ruleSet), 'object-events', guarded);
  const overrules = createOverruleBudget(loop.now);
  const waiting: Delivery[] = [];
  const fail = new WeakMap<Run, (attempt: Attempt) => void>();
  let running = 0;
  let named = 0;

  const arrive = (delivery: Delivery): void => {
    waiting.push(delivery);
    // A bus or a queue waits a moment for more.
    if (plan.batch === 1) startNext();
    else loop.post(random.below(2000), startNext);
  };

  const startNext = (): void => {
    while (running < plan.parallel && waiting.length > 0) start(takeBatch(waiting, plan.batch));
  };

  const start = (delivery: Delivery): void => {
    running++;
    simulation.handlers++;
    simulation.stirred = true;
    const run: Run = { ...freshRun(delivery), pace: random.pick([1, 4, 30, 300]) };
    tell(() => `${delivery.name} starts`);
    const end = (attempt: Attempt): void => {
      if (!run.alive) return;
      run.alive = false;
      running--;
      tell(() => `${delivery.name} ends${attempt.kind === 'succeeded' ? '' : `: ${attempt.message}`}`);
      settle(delivery, attempt);
      startNext();
    };
    fail.set(run, end);
    work(run)
      .catch((error: unknown): Attempt => {
        if (isExpected(error)) return { kind: 'function-error', message: error.message };
        throw error;
      })
      .then(end)
      .catch((error: unknown) => loop.post(0, () => rethrow(error)));
  };

  const work = async (run: Run): Promise<Attempt> => {
    const context: HandlerContext = {
      store: client().storeFor(run),
      ruleSet,
      log: () => {},
      now: loop.now,
      overrules,
    };
    if (run.delivery.changes === 'sweep') return sweepAll(simulation, context);
    const cheap = expectCheap(simulation, run);
    const handled = await handle(context, run.delivery.changes);
    checkCost(simulation, run, handled, cheap);
    for (const { report } of handled) if (report.action === 'yielded') ledger.owe(report.alias);
    const failed = handled.filter((one) => 'error' in one);
    return failed.length === 0
      ? { kind: 'succeeded' }
      : { kind: 'function-error', message: `${failed[0]?.report.why}` };
  };

  const settle = (delivery: Delivery, attempt: Attempt): void => {
    const policy = { maxAsyncRetryAttempts: plan.retries, maxAsyncEventAgeInSeconds: 86_400 };
    const step = nextStep(delivery.invocation, attempt, loop.now(), policy);
    if (step.next === 'retry') {
      loop.post(step.at - loop.now(), () => arrive({ ...delivery, invocation: step.invocation }));
    }
    if (step.next === 'dead') giveUp(delivery);
  };

  const giveUp = ({ name, changes }: Delivery): void => {
    tell(() => `${name} is given up`);
    if (changes === 'sweep') {
      ledger.oweAll();
      ledger.allMayGoBack();
    } else for (const { key } of changes) oweKey(key);
  };

  const oweKey = (key: string): void => {
    for (const alias of [...oracle.claimsOf(key).map((claim) => claim.alias), key]) {
      ledger.owe(alias);
      ledger.mayGoBack(alias);
      ledger.mayStayAway(alias);
    }
  };

  const deliver = (event: BucketEvent, idle: boolean, after: number): void => {
    const cause = { kind: 'change', event: event.name, key: event.key } as const;
    const name = `#${++named} ${event.name} ${event.key}`;
    const invocation = invocationOf(name, event.name, event.key, loop.now());
    loop.post(after, () => arrive({ name, changes: [{ key: event.key, cause }], invocation, idle }));
  };

  /** What the triggers take, or all; of links, those at aliases that are guarded. */
  const isHeard = (event: BucketEvent): boolean => {
    if (plan.source === 'trigger' && !triggers.some((trigger) => matches(trigger, event))) return false;
    if (eventKind(event.name).counts) return true;
    return event.name === 'ObjectCreated:PutSymlink' && ownerOfAlias(ruleSet, event.key)?.rule.guard === true;
  };

  return {
    hear: (event, by) => {
      if (!isHeard(event)) {
        if (by === undefined && oracle.ownerOf(event.key) !== undefined) oweKey(event.key);
        return;
      }
      const fault = faults.ofEvent()?.kind;
      if (fault !== undefined) count(fault);
      if (fault !== undefined) tell(() => `${fault}: ${event.name} ${event.key}`);
      if (fault === 'event lost') return oweKey(event.key);
      deliver(event, by !== undefined, random.below(fault === 'event late' ? 900_000 : random.pick([5, 50, 2000])));
      if (fault === 'event twice' || simulation.calm) deliver(event, true, 3000 + random.below(10_000));
    },
    sweepSoon: () => {
      const name = `#${++named} sweep`;
      const invocation = invocationOf(name, 'Timer', '', loop.now());
      loop.post(random.below(50), () => arrive({ name, changes: 'sweep', invocation, idle: false }));
    },
    kill: (run) => fail.get(run)?.({ kind: 'function-error', message: 'killed' }),
    running: () => running,
  };
};

const sweepAll = async ({ ledger }: Simulation, context: HandlerContext): Promise<Attempt> => {
  const done = ledger.beginSweep();
  const { actions, changed } = await sweep(context, { kind: 'sweep' });
  if (actions.failed > 0) {
    return { kind: 'function-error', message: `${changed.find(({ action }) => action === 'failed')?.why}` };
  }
  done();
  return { kind: 'succeeded' };
};

const freshRun = (delivery: Delivery): Omit<Run, 'pace'> => ({
  delivery,
  looks: new Map(),
  alive: true,
  tokenExpired: false,
  requests: 0,
  writes: 0,
});

/** Several new events at once, where the platform hands them over in batches; what is tried again stays as it was. */
const takeBatch = (waiting: Delivery[], most: number): Delivery => {
  const first = waiting.shift();
  if (first === undefined) throw violation('nothing waits');
  const changes = first.changes === 'sweep' ? [] : [...first.changes];
  const names = [first.name];
  while (changes.length > 0 && changes.length < most && first.invocation.functionErrors === 0) {
    const next = waiting[0];
    if (next === undefined || next.changes === 'sweep' || next.invocation.functionErrors > 0) break;
    waiting.shift();
    changes.push(...next.changes);
    names.push(next.name);
  }
  return names.length === 1 ? first : { ...first, name: names.join(' + '), changes };
};

const invocationOf = (id: string, eventName: string, key: string, acceptedAt: number): Invocation =>
  newInvocation({ id, functionName: 'object-events', payload: '', trigger: '', eventName, key, acceptedAt });

const rethrow = (error: unknown): never => {
  throw error;
};
