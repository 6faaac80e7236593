import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Creates the response to a request that failed. */
export function problem(c: Context, status: ContentfulStatusCode, code: string, message: string): Response {
  return c.json(
    { error: { code, message } },
    status,
    status === 401 ? { 'WWW-Authenticate': 'Bearer realm="autoalias"' } : {},
  );
}
