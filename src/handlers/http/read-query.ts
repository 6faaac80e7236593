import type { Context } from 'hono';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { fieldProblem, problemsText } from './field-problem.ts';

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
  const why = problemsText(query.error.issues, (field) => `"${field}"`);
  throw new AutoaliasError('request-malformed', `the query is not valid: ${why}; write ${example}`);
}
