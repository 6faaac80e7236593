import * as z from 'zod';

const payloadSchema = z.object({ events: z.array(z.unknown()) });

/** One payload with the records of all, in their order: `{"events": […]}`, as an OSS trigger sends several of them. */
export function mergeOssEvents(payloads: readonly string[]): string {
  const [only] = payloads;
  if (only !== undefined && payloads.length === 1) return only;
  return JSON.stringify({ events: payloads.flatMap((payload) => payloadSchema.parse(JSON.parse(payload)).events) });
}
