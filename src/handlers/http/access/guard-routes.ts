import type { HttpApi } from '../http-bindings.ts';
import { problem } from '../problem.ts';
import type { Authenticate } from './authenticate.ts';
import { rightOf } from './right.ts';

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
    const { name, rights } = verdict.caller;
    if (!rights.has(right)) {
      const why = `${name} has the right ${[...rights].join(', ')}, and ${method} ${path.slice(0, LONGEST_PATH)} needs ${right}`;
      c.env.log?.({ level: 'warn', action: 'refused', actor: name, why });
      return problem(c, 403, 'forbidden', `${why}; send a token that has it`);
    }
    const { context } = c.env;
    c.env = { ...c.env, context: () => ({ ...context(), actor: name }) };
    return next();
  });
}

/** A path can contain a key. */
const LONGEST_PATH = 200;
