import type { Context } from 'hono';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { fieldProblem } from './field-problem.ts';

/** The field that every query can have. The function chooses the bucket before the API sees the request. */
export const bucketField = { bucket: z.string().optional() };

/**
 * Reads and checks the query of a request.
 *
 * @param example a request to send instead, for the end of the error message.
 * @throws AutoaliasError `request-malformed`
 */
export function readQuery<T>(c: Context, schema: z.ZodType<T>, example: string): T {
  const query = schema.safeParse(c.req.query(), { error: fieldProblem });
  if (query.success) return query.data;
  const [issue] = query.error.issues;
  const why = issue?.path.length ? `"${issue.path.join('.')}": ${issue.message}` : issue?.message;
  // The message for an unknown field contains its name, which can have any length.
  throw new AutoaliasError('request-malformed', `the query is not valid: ${why?.slice(0, 500)}; write ${example}`);
}
