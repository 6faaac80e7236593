import * as z from 'zod';

const arraySchema = z.array(z.unknown());
const eventsSchema = z.object({ events: z.array(z.unknown()) });

/**
 * Merges the payloads of invocations that are delivered together: `{"events": […]}` of an OSS trigger, or an array of
 * EventBridge. All have the same form, because only invocations of one group are delivered together.
 */
export function mergePayloads(payloads: readonly string[]): string {
  const [only] = payloads;
  if (only !== undefined && payloads.length === 1) return only;
  const values: readonly unknown[] = payloads.map((payload) => JSON.parse(payload));
  return JSON.stringify(
    Array.isArray(values[0])
      ? values.flatMap((value) => arraySchema.parse(value))
      : { events: values.flatMap((value) => eventsSchema.parse(value).events) },
  );
}
