import { fromHttpEvent, toHttpResult } from './function-http.ts';
import type { Host } from './host.ts';
import { createHttpApi } from './http-api.ts';

/**
 * Handles an HTTP trigger’s invocation: the event in, the structure that the platform wants out; errors of a request are
 * answers too. Throws AutoaliasError `event-malformed` for what no HTTP trigger sends.
 */
export const handleHttp = async (host: Host, event: unknown, context: unknown): Promise<unknown> => {
  const invocation = host.begin(context);
  const request = fromHttpEvent(event);
  const api = createHttpApi({ token: host.environment.token, context: () => invocation.context() });
  return toHttpResult(await api.fetch(request));
};
