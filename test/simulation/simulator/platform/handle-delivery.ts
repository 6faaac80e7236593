import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import type { ObjectEventsResult } from '../../../../src/handlers/function/handle-object-events.ts';
import type { Attempt } from '../../../../src/local/queue/retry-policy.ts';
import { checkCost, expectCheap } from '../check/check-cost.ts';
import { violation } from '../check/violation.ts';
import { mostLag } from '../facts/state-objects.ts';
import { type Run, recordsOf } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import { eventPayload, timerPayload } from './event-payload.ts';
import { isWanted } from './event-record.ts';
import type { Functions } from './functions.ts';
import { functionContext, type Instance } from './instance.ts';

/** How an attempt ended for the platform. */
export interface Served {
  readonly attempt: Attempt;
  /** No event is left to handle, even if the attempt failed. */
  readonly handled: boolean;
}

export type Serve = (run: Run, instance: Instance) => Promise<Served>;

/** Calls a function with the bytes of a delivery, and checks its result and its log against the events in it. */
export function createServe(simulation: Simulation, functions: Functions): Serve {
  return (run, instance) =>
    run.delivery.records === 'sweep'
      ? sweepAll(simulation, functions, run, instance)
      : handleEvents(simulation, functions, run, instance);
}

async function handleEvents(
  simulation: Simulation,
  functions: Functions,
  run: Run,
  instance: Instance,
): Promise<Served> {
  const cheap = expectCheap(simulation, run);
  const payload = eventPayload(simulation.plan.source, recordsOf(run.delivery));
  const context = functionContext(run.delivery.invocation.id, run.credentials);
  const ended = await outcomeOf(functions.objectEvents(instance.hostFor(run), payload, context));
  checkCost(simulation, run, cheap);
  for (const { action, alias } of run.reports) if (action === 'yielded') simulation.ledger.owe(alias);
  return 'result' in ended ? accounted(run, ended.result) : failed(run, ended.error);
}

async function sweepAll(simulation: Simulation, functions: Functions, run: Run, instance: Instance): Promise<Served> {
  // The server that lists may not show yet that a restoration has ended.
  const done = simulation.ledger.beginSweep(simulation.loop.now() - mostLag(simulation.plan));
  simulation.writeCounts.reasonForAll();
  const context = functionContext(run.delivery.invocation.id, run.credentials);
  const ended = await outcomeOf(functions.timer(instance.hostFor(run), timerPayload(simulation.loop.now()), context));
  if ('error' in ended) return failed(run, ended.error);
  // A sweep by an instance with older rules does not do what the new rules require.
  if (run.rules === simulation.rules) done();
  return { attempt: { kind: 'succeeded' }, handled: true };
}

type Ended<T> = { readonly result: T } | { readonly error: unknown };

function outcomeOf<T>(work: Promise<T>): Promise<Ended<T>> {
  return work.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
}

/** Each event of a delivery is counted once, and no malformed event counts as handled. */
function accounted({ delivery, rules }: Run, { changes, skipped }: ObjectEventsResult): Served {
  const records = recordsOf(delivery);
  if (records.some(({ malformed }) => malformed)) throw violation(`${delivery.name} does not report a malformed event`);
  const wanted = records.filter((record) => isWanted(record, rules)).length;
  if (changes !== wanted || skipped !== records.length - wanted) {
    throw violation(`${delivery.name} counts ${changes} changes and ${skipped} others of ${records.length} events`);
  }
  return { attempt: { kind: 'succeeded' }, handled: true };
}

function failed({ delivery }: Run, error: unknown): Served {
  if (!(error instanceof AutoaliasError)) throw error;
  const isMalformed = error.code === 'event-malformed';
  if (isMalformed && !recordsOf(delivery).some(({ malformed }) => malformed)) throw error;
  const causes = error.cause instanceof AggregateError ? error.cause.errors : [];
  for (const cause of [error, ...causes]) if (!isExpected(cause)) throw cause;
  return { attempt: { kind: 'function-error', message: error.message }, handled: isMalformed };
}

/** Store failures, interference and malformed events are expected. Any other error is a bug in the handler. */
function isExpected(error: unknown): boolean {
  return error instanceof AutoaliasError && EXPECTED.has(error.code);
}

const EXPECTED: ReadonlySet<AutoaliasError['code']> = new Set([
  'store-refused',
  'store-unreachable',
  'alias-unsettled',
  'changes-failed',
  'event-malformed',
]);
