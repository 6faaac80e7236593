import type { HttpResult } from '../../handlers/function/function-http.ts';
import type { ObjectEventsResult } from '../../handlers/function/handle-object-events.ts';
import type { SweepReport } from '../../handlers/walk/sweep.ts';
import { createHost, type HostOptions, handleHttp, handleObjectEvents, handleTimer } from './host.ts';

/** A handler of Function Compute: export it from the module that the function's configuration names. */
export type FunctionHandler<Result> = (event: unknown, context: unknown) => Promise<Result>;

/**
 * Creates the handler of a function that object events call.
 *
 * @throws AutoaliasError `config-invalid` for environment variables that cannot work.
 * @example
 * // object-events.mjs
 * const rules = readFileSync(new URL('autoalias.yaml', import.meta.url), 'utf8');
 * export const handler = createObjectEventsHandler({ rules });
 */
export function createObjectEventsHandler(options: HostOptions): FunctionHandler<ObjectEventsResult> {
  const host = createHost(options);
  return (event, context) => handleObjectEvents(host, event, context);
}

/** Creates the handler of a function that a timer calls, to repair what events missed. Otherwise like {@link createObjectEventsHandler}. */
export function createTimerHandler(options: HostOptions): FunctionHandler<readonly SweepReport[]> {
  const host = createHost(options);
  return (event, context) => handleTimer(host, event, context);
}

/** Creates the handler of a function that an HTTP trigger calls: the HTTP API. Otherwise like {@link createObjectEventsHandler}. */
export function createHttpHandler(options: HostOptions): FunctionHandler<HttpResult> {
  const host = createHost(options);
  return (event, context) => handleHttp(host, event, context);
}
