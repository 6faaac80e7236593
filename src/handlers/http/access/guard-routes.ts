import type { Context } from 'hono';
import type { HttpApi, HttpApiBindings } from '../http-bindings.ts';
import { problem } from '../problem.ts';
import type { Authenticate } from './authenticate.ts';
import { type Right, rightOf } from './right.ts';

/**
 * Refuses requests without the right that their route needs. The handlers of all routes that are added later get the
 * caller as the actor. Runs before a handler reads the body of a request.
 *
 * @param flaws why the settings cannot be used. If there are any, every request fails.
 */
export function guardRoutes(app: HttpApi, authenticate: Authenticate, flaws: readonly string[]): void {
  app.use('*', async (c, next) => {
    if (flaws.length > 0) return problem(c, 500, 'config-invalid', flaws.join('; '));
    const verdict = await authenticate((name) => c.req.header(name));
    if ('why' in verdict) return problem(c, verdict.status, verdict.code, verdict.why);
    const { method, path } = c.req;
    const right = rightOf(method, path);
    if (right === undefined) return c.notFound();
    const { caller } = verdict;
    c.env = { ...c.env, caller };
    if (!caller.rights.has(right)) return forbidden(c, `${method} ${path.slice(0, LONGEST_PATH)}`, right);
    const { context } = c.env;
    c.env = { ...c.env, context: () => ({ ...context(), actor: caller.name }) };
    return next();
  });
}

/**
 * Refuses what the caller has no right for, and logs it.
 *
 * @param what what needs the right, for the message.
 */
export function forbidden(c: Context<{ Bindings: HttpApiBindings }>, what: string, right: Right): Response {
  const { caller, log } = c.env;
  const why = `${caller?.name} has the right ${[...(caller?.rights ?? [])].join(', ')}, and ${what} needs ${right}`;
  log?.({ level: 'warn', action: 'refused', actor: caller?.name, why });
  return problem(c, 403, 'forbidden', `${why}; send a token that has it`);
}

/** A path can contain a key. */
const LONGEST_PATH = 200;
