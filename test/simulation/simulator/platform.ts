import { type Attempt, nextStep } from '../../../src/local/queue/retry-policy.ts';
import { oweKey } from './owe-key.ts';
import { beginRun, type Delivery, type Run } from './run.ts';
import type { Simulation } from './simulation.ts';

/** Hands deliveries to handlers, several at once, again where one fails, and gives up after some tries. */
export interface Platform {
  arrive(delivery: Delivery): void;
  kill(run: Run): void;
  running(): number;
}

export const createPlatform = (simulation: Simulation, handle: (run: Run) => Promise<Attempt>): Platform => {
  const { plan, loop, random, tell } = simulation;
  const waiting: Delivery[] = [];
  let running = 0;

  const arrive = (delivery: Delivery): void => {
    waiting.push(delivery);
    // A bus or a queue waits a moment for more.
    if (plan.batch === 1) startNext();
    else loop.post(random.below(2000), startNext);
  };
  const startNext = (): void => {
    while (running < plan.parallel) {
      const delivery = takeBatch(waiting, plan.batch);
      if (delivery === undefined) return;
      start(beginRun(delivery, random.pick([1, 4, 30, 300])));
    }
  };
  const start = (run: Run): void => {
    running++;
    simulation.handlers++;
    simulation.stirred = true;
    tell(() => `${run.delivery.name} starts`);
    handle(run)
      .then((attempt) => end(run, attempt))
      .catch((error: unknown) => loop.post(0, () => rethrow(error)));
  };
  const end = (run: Run, attempt: Attempt): void => {
    if (!run.alive) return;
    run.alive = false;
    running--;
    tell(() => `${run.delivery.name} ends${attempt.kind === 'succeeded' ? '' : `: ${attempt.message}`}`);
    const again = settle(simulation, run.delivery, attempt);
    if (again !== undefined) loop.post(again.after, () => arrive(again.delivery));
    startNext();
  };
  return {
    arrive,
    kill: (run) => end(run, { kind: 'function-error', message: 'killed' }),
    running: () => running,
  };
};

/** When a delivery is tried again, if it is. */
const settle = (
  simulation: Simulation,
  delivery: Delivery,
  attempt: Attempt,
): { readonly delivery: Delivery; readonly after: number } | undefined => {
  const { plan, loop } = simulation;
  const policy = { maxAsyncRetryAttempts: plan.retries, maxAsyncEventAgeInSeconds: 86_400 };
  const step = nextStep(delivery.invocation, attempt, loop.now(), policy);
  if (step.next === 'dead') giveUp(simulation, delivery);
  if (step.next !== 'retry') return undefined;
  return { delivery: { ...delivery, invocation: step.invocation }, after: step.at - loop.now() };
};

const giveUp = (simulation: Simulation, { name, changes }: Delivery): void => {
  const { ledger, tell } = simulation;
  tell(() => `${name} is given up`);
  if (changes === 'sweep') {
    ledger.oweAll();
    ledger.allMayGoBack();
    return;
  }
  for (const { key } of changes) oweKey(simulation, key);
};

/** Several new events at once, where the platform hands them over in batches; what is tried again stays as it was. */
const takeBatch = (waiting: Delivery[], most: number): Delivery | undefined => {
  const first = waiting.shift();
  if (first === undefined || first.changes === 'sweep' || first.invocation.functionErrors > 0) return first;
  const changes = [...first.changes];
  const names = [first.name];
  while (changes.length < most) {
    const next = waiting[0];
    if (next === undefined || next.changes === 'sweep' || next.invocation.functionErrors > 0) break;
    waiting.shift();
    changes.push(...next.changes);
    names.push(next.name);
  }
  return names.length === 1 ? first : { ...first, name: names.join(' + '), changes };
};

const rethrow = (error: unknown): never => {
  throw error;
};
