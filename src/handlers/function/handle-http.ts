import { AutoaliasError } from '../../autoalias-error.ts';
import { type AccessSettings, readAccessSettings } from '../http/access/access-settings.ts';
import type { VerifyIdToken } from '../http/access/id-token.ts';
import { createHttpApi } from '../http/http-api.ts';
import type { HttpApi } from '../http/http-bindings.ts';
import { parseJson } from '../http/read-body.ts';
import { EVENT_LIMITS, oversizedEvent } from './event-size.ts';
import { fromHttpEvent, type HttpResult, toHttpResult } from './function-http.ts';
import type { HandlerContext } from './handler-context.ts';
import type { Host, Invocation } from './host.ts';

/**
 * Handles one invocation by an HTTP trigger. An invalid request results in an error response, not in an exception.
 *
 * @returns the response in the structure that the platform expects.
 * @throws AutoaliasError `event-malformed` if the event does not come from an HTTP trigger.
 */
export async function handleHttp(host: Host, event: unknown, context: unknown): Promise<HttpResult> {
  const invocation = await host.begin(context);
  const { requestId } = invocation;
  const { api, access } = partsOf(host);
  const { flaws } = access;
  if (flaws.length > 0) host.log({ requestId, level: 'error', action: 'refused', why: flaws.join('; ') });
  const oversized = oversizedEvent(event, EVENT_LIMITS.http);
  if (oversized !== undefined)
    return toHttpResult(malformed(`the body cannot be used: ${oversized}; send fewer keys at a time`), undefined);
  const value = parseJson(event);
  const request = requestOf(value);
  if (request instanceof Response) return toHttpResult(request, value);
  const bucket = new URL(request.url).searchParams.get('bucket') ?? undefined;
  const response = await api.fetch(request, {
    buckets: invocation.buckets,
    context: () => contextOf(invocation, bucket),
    log: (entry) => host.log({ requestId, ...entry }),
  });
  return toHttpResult(response, value);
}

/** What an instance makes of its environment once, not for each invocation. */
interface HttpParts {
  readonly access: AccessSettings;
  readonly api: HttpApi;
}

const partsOfHosts = new WeakMap<Host, HttpParts>();

function partsOf(host: Host): HttpParts {
  const parts = partsOfHosts.get(host) ?? createParts(host);
  partsOfHosts.set(host, parts);
  return parts;
}

function createParts(host: Host): HttpParts {
  const { token } = host.environment;
  const access = readAccessSettings({ token, ...host.environment.access });
  const verifyIdToken = idTokenVerifier(host, access);
  return { access, api: createHttpApi({ token, access, verifyIdToken, rules: host.rules }) };
}

/** Loads the check of OIDC tokens when the first one arrives, because most functions accept no such tokens. */
function idTokenVerifier(host: Host, access: AccessSettings): VerifyIdToken {
  let loaded: Promise<VerifyIdToken> | undefined;
  return async (token) => {
    loaded ??= loadVerifier(host, access);
    return (await loaded)(token);
  };
}

async function loadVerifier({ fetch }: Host, { issuers }: AccessSettings): Promise<VerifyIdToken> {
  const { createIdTokenVerifier } = await import('../http/oidc/verify-id-token.ts');
  return createIdTokenVerifier({ issuers, fetch, now: Date.now });
}

/** Reads the request. Returns an error response if it is malformed. */
function requestOf(event: unknown): Request | Response {
  try {
    return fromHttpEvent(event);
  } catch (error) {
    if (!(error instanceof AutoaliasError) || error.code !== 'request-malformed') throw error;
    return malformed(error.message);
  }
}

function malformed(message: string): Response {
  return Response.json({ error: { code: 'request-malformed', message } }, { status: 400 });
}

/** The context of the requested bucket. If several buckets are served, the request must name one. */
function contextOf(invocation: Invocation, bucket: string | undefined): HandlerContext {
  const served = invocation.buckets();
  if (bucket === undefined && served.length === 1) return invocation.context(served[0]);
  if (bucket !== undefined && served.includes(bucket)) return invocation.context(bucket);
  const why = bucket === undefined ? 'the query names no bucket' : `bucket ${JSON.stringify(bucket)} is not served`;
  throw new AutoaliasError('request-malformed', `${why}; write ?bucket= and one of ${served.join(', ')}`);
}
