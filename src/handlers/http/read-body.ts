import type { Context } from 'hono';
import type * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';

/** Bytes. More than a thousand keys of the greatest length need, with every character escaped. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Reads and checks the JSON body of a request.
 *
 * @param instead the end of the error message: what to send instead.
 * @throws AutoaliasError `request-malformed`
 */
export async function readBody<T>(c: Context, schema: z.ZodType<T>, instead: string): Promise<T> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length > LARGEST) {
    const size = `it has ${bytes.length} bytes, and ${LARGEST} are allowed`;
    throw new AutoaliasError('request-malformed', `the body cannot be used: ${size}; send fewer keys at a time`);
  }
  const json = parseJson(bytes);
  const body = schema.safeParse(json);
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  const isMissing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined');
  const why =
    json === undefined ? 'it is not JSON in UTF-8' : `${where}${isMissing ? 'it is missing' : issue?.message}`;
  // The message for an unknown field repeats its name, which can have any length.
  throw new AutoaliasError('request-malformed', `the body cannot be used: ${why.slice(0, 500)}; send ${instead}`);
}

/**
 * Parses JSON text or bytes; returns undefined for text that is not JSON and for bytes that are not UTF-8. A lenient
 * decoder would replace those bytes, and a key in them would become another key. Returns any other value unchanged.
 */
export function parseJson(event: unknown): unknown {
  if (typeof event !== 'string' && !(event instanceof Uint8Array)) return event;
  try {
    return JSON.parse(typeof event === 'string' ? event : new TextDecoder('utf-8', { fatal: true }).decode(event));
  } catch {
    return undefined;
  }
}
