import { AutoaliasError } from '../autoalias-error.ts';
import { fromHttpEvent, toHttpResult } from './function-http.ts';
import type { HandlerContext } from './handler-context.ts';
import type { Host, Invocation } from './host.ts';
import { createHttpApi } from './http-api.ts';

/**
 * Handles an HTTP trigger’s invocation: the event in, the structure that the platform wants out; errors of a request are
 * answers too. Throws AutoaliasError `event-malformed` for what no HTTP trigger sends.
 */
export const handleHttp = async (host: Host, event: unknown, context: unknown): Promise<unknown> => {
  const invocation = host.begin(context);
  const request = fromHttpEvent(event);
  const bucket = new URL(request.url).searchParams.get('bucket') ?? undefined;
  const api = createHttpApi({
    token: host.environment.token,
    rules: host.rules,
    context: () => contextOf(invocation, bucket),
  });
  return toHttpResult(await api.fetch(request));
};

/** Where several buckets are served, a request says which one it is about. */
const contextOf = (invocation: Invocation, bucket: string | undefined): HandlerContext => {
  const served = invocation.buckets();
  if (bucket === undefined && served.length === 1) return invocation.context(served[0]);
  if (bucket !== undefined && served.includes(bucket)) return invocation.context(bucket);
  const why = bucket === undefined ? 'the query names no bucket' : `bucket ${JSON.stringify(bucket)} is not served`;
  throw new AutoaliasError('request-malformed', `${why}; write ?bucket= and one of ${served.join(', ')}`);
};
