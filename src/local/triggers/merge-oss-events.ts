import * as z from 'zod';

const payloadSchema = z.object({ events: z.array(z.unknown()) });

/** Merges payloads into one with all records in order, as an OSS trigger sends several events: `{"events": […]}`. */
export function mergeOssEvents(payloads: readonly string[]): string {
  const [only] = payloads;
  if (only !== undefined && payloads.length === 1) return only;
  return JSON.stringify({ events: payloads.flatMap((payload) => payloadSchema.parse(JSON.parse(payload)).events) });
}
