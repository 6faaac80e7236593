import { nextStep } from '../../../../src/local/queue/retry-policy.ts';
import { oweKey } from '../check/owe-key.ts';
import { beginRun, type Delivery, type Run, recordsOf } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import { isWanted } from './event-record.ts';
import type { Fleet } from './fleet.ts';
import type { Serve, Served } from './handle-delivery.ts';
import type { Instance } from './instance.ts';

/** Passes deliveries to handlers, several at once. Retries failed ones, and gives up after some attempts. */
export interface Platform {
  arrive(delivery: Delivery): void;
  kill(run: Run): void;
  running(): number;
}

export function createPlatform(simulation: Simulation, fleet: Fleet, serve: Serve): Platform {
  const { plan, loop, random, tell } = simulation;
  const waiting: Delivery[] = [];
  let running = 0;

  const arrive = (delivery: Delivery): void => {
    waiting.push(delivery);
    // A bus or a queue waits a moment for further events.
    if (plan.batch === 1) startNext();
    else loop.post(random.below(2000), startNext);
  };
  const startNext = (): void => {
    while (running < plan.parallel) {
      const delivery = takeBatch(waiting, plan.batch);
      if (delivery === undefined) return;
      const instance = fleet.take();
      const pace = random.pick([1, 4, 30, 300]);
      start(beginRun(delivery, instance.rules, pace, simulation.tokens.issue()), instance);
    }
  };
  const start = (run: Run, instance: Instance): void => {
    running++;
    simulation.handlers++;
    simulation.stirred = true;
    simulation.echo.delivered += recordsOf(run.delivery).filter(({ own }) => own).length;
    tell(() => `${run.delivery.name} starts${run.rules === simulation.rules ? '' : ' with older rules'}`);
    serve(run, instance)
      .then((served) => {
        if (run.alive) fleet.giveBack(instance);
        end(run, served);
      })
      .catch((error: unknown) => loop.post(0, () => rethrow(error)));
  };
  const end = (run: Run, served: Served): void => {
    if (!run.alive) return;
    run.alive = false;
    running--;
    const { attempt } = served;
    tell(() => `${run.delivery.name} ends${attempt.kind === 'succeeded' ? '' : `: ${attempt.message}`}`);
    const again = settle(simulation, run, served);
    if (again !== undefined) loop.post(again.after, () => arrive(again.delivery));
    startNext();
  };
  return {
    arrive,
    kill: (run) => end(run, { attempt: { kind: 'function-error', message: 'killed' }, handled: false }),
    running: () => running,
  };
}

/** The next attempt of a delivery, or undefined. */
function settle(
  simulation: Simulation,
  { delivery, rules }: Run,
  { attempt, handled }: Served,
): { readonly delivery: Delivery; readonly after: number } | undefined {
  const { plan, loop, tell } = simulation;
  const policy = { maxAsyncRetryAttempts: plan.retries, maxAsyncEventAgeInSeconds: 86_400 };
  const step = nextStep(delivery.invocation, attempt, loop.now(), policy);
  if (step.next === 'dead') tell(() => `${delivery.name} gets no further attempt`);
  // An event that concerned former rules may not concern the current ones.
  if (rules !== simulation.rules || (step.next === 'dead' && !handled)) leaveToSweep(simulation, delivery);
  if (step.next !== 'retry') return undefined;
  return { delivery: { ...delivery, invocation: step.invocation }, after: step.at - loop.now() };
}

function leaveToSweep(simulation: Simulation, delivery: Delivery): void {
  const { ledger, rules } = simulation;
  if (delivery.records === 'sweep') {
    ledger.oweAll();
    ledger.allMayMoveBack();
    return;
  }
  for (const record of delivery.records) if (isWanted(record, rules)) oweKey(simulation, record.key);
}

/** Several new events at once, if the platform delivers batches. A retried delivery stays as it was. */
function takeBatch(waiting: Delivery[], most: number): Delivery | undefined {
  const first = waiting.shift();
  if (first === undefined || first.records === 'sweep' || first.invocation.functionErrors > 0) return first;
  const records = [...first.records];
  const names = [first.name];
  while (records.length < most) {
    const next = waiting[0];
    if (next === undefined || next.records === 'sweep' || next.invocation.functionErrors > 0) break;
    waiting.shift();
    records.push(...next.records);
    names.push(next.name);
  }
  return names.length === 1 ? first : { ...first, name: names.join(' + '), records };
}

function rethrow(error: unknown): never {
  throw error;
}
