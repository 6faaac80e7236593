import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { parseJson } from '../http/parse-json.ts';

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

/**
 * What a timer trigger of Function Compute sends (timer trigger page). `triggerTime` is ISO 8601 in UTC; `payload` is the
 * text of the trigger's settings, at most 128 KB, empty where none was set.
 */
export const timerEvent = z.object({
  triggerTime: z.iso.datetime(),
  triggerName: z.string().min(1),
  payload: z.string().default(''),
});

export type TimerEvent = z.infer<typeof timerEvent>;
