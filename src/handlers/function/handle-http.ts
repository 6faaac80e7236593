import { AutoaliasError } from '../../autoalias-error.ts';
import { tokenFlaw } from '../http/api-token.ts';
import { createHttpApi } from '../http/http-api.ts';
import { fromHttpEvent, type HttpResult, toHttpResult } from './function-http.ts';
import type { HandlerContext } from './handler-context.ts';
import type { Host, Invocation } from './host.ts';

/**
 * Handles an HTTP trigger’s invocation: the event in, the structure that the platform wants out; errors of a request are
 * answers too. Throws AutoaliasError `event-malformed` for what no HTTP trigger sends.
 */
export async function handleHttp(host: Host, event: unknown, context: unknown): Promise<HttpResult> {
  const invocation = host.begin(context);
  const { token } = host.environment;
  const flaw = token === undefined ? undefined : tokenFlaw(token);
  if (flaw !== undefined) host.log({ requestId: invocation.requestId, level: 'error', action: 'refused', why: flaw });
  const request = requestOf(event);
  if (request instanceof Response) return toHttpResult(request);
  const bucket = new URL(request.url).searchParams.get('bucket') ?? undefined;
  const api = createHttpApi({
    token,
    rules: host.rules,
    buckets: invocation.buckets,
    context: () => contextOf(invocation, bucket),
  });
  return toHttpResult(await api.fetch(request));
}

/** The request, or the answer to one that is malformed. */
function requestOf(event: unknown): Request | Response {
  try {
    return fromHttpEvent(event);
  } catch (error) {
    if (!(error instanceof AutoaliasError) || error.code !== 'request-malformed') throw error;
    return Response.json({ error: { code: error.code, message: error.message } }, { status: 400 });
  }
}

/** If several buckets are served, a request has to name one. */
function contextOf(invocation: Invocation, bucket: string | undefined): HandlerContext {
  const served = invocation.buckets();
  if (bucket === undefined && served.length === 1) return invocation.context(served[0]);
  if (bucket !== undefined && served.includes(bucket)) return invocation.context(bucket);
  const why = bucket === undefined ? 'the query names no bucket' : `bucket ${JSON.stringify(bucket)} is not served`;
  throw new AutoaliasError('request-malformed', `${why}; write ?bucket= and one of ${served.join(', ')}`);
}
