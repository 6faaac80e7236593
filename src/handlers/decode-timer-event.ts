import { AutoaliasError } from '../autoalias-error.ts';
import { type TimerEvent, timerEvent } from '../events/timer-event.ts';
import { parseJson } from './parse-json.ts';

/** Reads what a timer trigger sends. Throws AutoaliasError `event-malformed`. */
export function decodeTimerEvent(event: unknown): TimerEvent {
  const parsed = timerEvent.safeParse(parseJson(event));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AutoaliasError(
    'event-malformed',
    `not a timer event: ${issue?.path.join('.') || '$'}: ${issue?.message}; call this function by a timer trigger, or POST /v1/sweep`,
  );
}
