import type { Context } from 'hono';
import type * as z from 'zod';
import { AutoaliasError } from '../autoalias-error.ts';
import { parseJson } from './parse-json.ts';

/**
 * The JSON body of a request.
 *
 * @param instead what to send, as the message says it.
 * @throws AutoaliasError `request-malformed`
 */
export const readBody = async <T>(c: Context, schema: z.ZodType<T>, instead: string): Promise<T> => {
  const json = parseJson(new Uint8Array(await c.req.arrayBuffer()));
  const body = schema.safeParse(json);
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  const isMissing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined');
  const why =
    json === undefined ? 'it is not JSON in UTF-8' : `${where}${isMissing ? 'it is missing' : issue?.message}`;
  throw new AutoaliasError('request-malformed', `the body cannot be used: ${why}; send ${instead}`);
};
