import * as v from 'valibot';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { readFields } from '../../events/read-fields.ts';
import { parseJson } from '../http/read-body.ts';
import { splitOf } from '../split/open-split.ts';
import { splitSweep } from '../split/split-sweep.ts';
import { type SweepReport, sweep } from '../walk/sweep.ts';
import { EVENT_LIMITS, oversizedEvent } from './event-size.ts';
import type { Host } from './host.ts';
import { listSome } from './log.ts';

/**
 * Handles one invocation by a timer. Sweeps the buckets of `OSS_BUCKET` one after the other, even if one of them fails. If
 * tasks share the sweep, starts or continues them. Reports only buckets that it has swept itself.
 *
 * @throws AutoaliasError `event-malformed` if the event does not come from a timer.
 * @throws AutoaliasError `changes-failed` if an alias could not be updated.
 * @throws every error of a sweep.
 */
export async function handleTimer(host: Host, event: unknown, context: unknown): Promise<readonly SweepReport[]> {
  const invocation = await host.begin(context);
  const { triggerTime } = decodeTimerEvent(event);
  const reports: SweepReport[] = [];
  const errors: unknown[] = [];
  for (const bucket of invocation.buckets()) {
    try {
      const handlerContext = invocation.context(bucket);
      const split = splitOf(host, handlerContext, context);
      const report =
        split === undefined ? await sweep(handlerContext, { kind: 'sweep' }) : await splitSweep(split, triggerTime);
      if (report === undefined) continue;
      checkFailures(report);
      reports.push(report);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) {
    const lines = errors.map(messageOf);
    throw new AutoaliasError('changes-failed', `${errors.length} buckets failed: ${listSome(lines)}`, {
      cause: new AggregateError(errors),
    });
  }
  return reports;
}

function checkFailures({ actions, aliases, changed }: SweepReport): void {
  if (actions.failed === 0) return;
  const lines = changed.filter(({ action }) => action === 'failed').map(({ alias, why }) => `${alias}: ${why}`);
  throw new AutoaliasError('changes-failed', `${actions.failed} of ${aliases} aliases failed: ${listSome(lines)}`);
}

/**
 * Reads the event of a timer trigger.
 *
 * @throws AutoaliasError `event-malformed`
 */
export function decodeTimerEvent(event: unknown): TimerEvent {
  const oversized = oversizedEvent(event, EVENT_LIMITS.timer);
  if (oversized !== undefined) throw notTimer(oversized);
  const { fields, malformed } = readFields(timerEvent, parseJson(event), '$');
  if (malformed !== undefined) throw notTimer(malformed.message);
  return fields;
}

function notTimer(why: string): AutoaliasError {
  return new AutoaliasError(
    'event-malformed',
    `not a timer event: ${why}; call this function through a timer trigger, or use POST /v1/sweep`,
  );
}

/**
 * The event of a timer trigger of Function Compute (page "Timer triggers"). `triggerTime` is ISO 8601 in UTC. `payload` is
 * the text from the settings of the trigger. It has at most 128 KB and is empty by default.
 */
export const timerEvent = v.object({
  triggerTime: v.pipe(v.string(), v.isoTimestamp('must be a time in ISO 8601')),
  triggerName: v.pipe(v.string(), v.minLength(1, 'must not be empty')),
  payload: v.optional(v.string(), ''),
});

/** A parsed {@link timerEvent}. */
export type TimerEvent = v.InferOutput<typeof timerEvent>;
