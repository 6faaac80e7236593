import * as z from 'zod';
import { FcFault } from './fc-fault.ts';
import type { FcRequest } from './fc-request.ts';

/** The parameters of list operations. Limit: 1 to 100, by default 20 (Function Compute, ListFunctions). */
const schema = z.object({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .default(20),
  prefix: z.string().default(''),
  nextToken: z.string().default(''),
});

export interface ListPage<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/**
 * The page of a list that a request asks for, in the order of the names. The token of the next page is the name at which it
 * begins.
 *
 * @throws FcFault `InvalidArgument` for a limit that is out of range.
 */
export function listPage<T>(items: readonly T[], nameOf: (item: T) => string, { query }: FcRequest): ListPage<T> {
  const parsed = schema.safeParse(Object.fromEntries(query));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new FcFault('InvalidArgument', issues.join('; '));
  }
  const { limit, prefix, nextToken } = parsed.data;
  const rest = items
    .filter((item) => nameOf(item).startsWith(prefix) && nameOf(item) >= nextToken)
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const next = rest[limit];
  return { items: rest.slice(0, limit), ...(next !== undefined && { nextToken: nameOf(next) }) };
}
