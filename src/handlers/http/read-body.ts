import type { Context } from 'hono';
import type * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { fieldProblem, problemsText } from './field-problem.ts';

/** The size limit in bytes. A thousand keys of maximum length fit, even with every character escaped. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Reads and checks the JSON body of a request.
 *
 * @param instead what to send instead, for the end of the error message.
 * @throws AutoaliasError `request-malformed`
 */
export async function readBody<T>(c: Context, schema: z.ZodType<T>, instead: string): Promise<T> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length > MOST_BYTES) {
    const size = `it has ${bytes.length} bytes, and ${MOST_BYTES} are allowed`;
    throw new AutoaliasError('request-malformed', `the body cannot be used: ${size}; send fewer keys at a time`);
  }
  const json = parseJson(bytes);
  const body = schema.safeParse(json, { error: fieldProblem });
  if (body.success) return body.data;
  const why = json === undefined ? 'it is not JSON in UTF-8' : problemsText(body.error.issues, (field) => field);
  throw new AutoaliasError('request-malformed', `the body cannot be used: ${why}; send ${instead}`);
}

/**
 * Parses JSON text or bytes. Returns undefined for text that is not JSON and for bytes that are not UTF-8, because a lenient
 * decoder would replace such bytes, and a key would become another key. Returns any other value unchanged.
 */
export function parseJson(input: unknown): unknown {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) return input;
  try {
    return JSON.parse(typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input));
  } catch {
    return undefined;
  }
}
