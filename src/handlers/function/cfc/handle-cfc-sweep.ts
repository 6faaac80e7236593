import { AutoaliasError } from '../../../autoalias-error.ts';
import { parseJson } from '../../http/read-body.ts';
import type { SweepReport } from '../../walk/sweep.ts';
import { EVENT_LIMITS, oversizedEvent } from '../event-size.ts';
import { handleTimer } from '../handle-timer.ts';
import type { Host } from '../host.ts';

/**
 * Handles one invocation by a timer of CFC. The event is the `Input` of the trigger (`CrontabTriggerData` in bce-sdk-go
 * services/cfc/api/model.go), which an operator can choose. So every event starts a sweep, except those that another kind of
 * trigger sends by mistake.
 *
 * @param now Unix milliseconds.
 * @throws AutoaliasError `event-malformed` for the event of another trigger.
 * @throws every error of a sweep.
 */
export async function handleCfcSweep(
  host: Host,
  event: unknown,
  context: unknown,
  now: number,
): Promise<readonly SweepReport[]> {
  const why = otherTrigger(event);
  if (why !== undefined) {
    throw new AutoaliasError('event-malformed', `not the event of a timer: ${why}; call this function through a timer`);
  }
  return handleTimer(host, { triggerTime: new Date(now).toISOString(), triggerName: 'cfc' }, context);
}

function otherTrigger(event: unknown): string | undefined {
  const oversized = oversizedEvent(event, EVENT_LIMITS.timer);
  if (oversized !== undefined) return oversized;
  const value = parseJson(event);
  if (typeof value !== 'object' || value === null) return undefined;
  if ('events' in value) return 'it contains events of a bucket, which belong to the function of object events';
  if ('httpMethod' in value) return 'it is an HTTP request, which belongs to the function of the HTTP API';
  return undefined;
}
