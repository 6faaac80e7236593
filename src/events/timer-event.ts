import * as z from 'zod';

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
