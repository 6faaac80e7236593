import { randomUUID } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { acs3Headers } from '../../alibaba/acs3.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { secretsIn, shownAnswer } from '../cloud/shown-answer.ts';
import type { VendorCall } from '../options/call-vendor.ts';
import { CALL_TIMEOUT, type CallAnswer, type FcTarget } from './function-call.ts';

/** An operation of the API of Function Compute 3.0, version 2023-03-30. */
export interface FcOperation {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** Behind the version, percent-encoded: `functions/f`. */
  readonly path: string;
  readonly query?: readonly QueryPair[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const VERSION = '2023-03-30';

/** The signed request of an operation. `now` is in Unix milliseconds. */
export function fcCall({ url, credentials }: FcTarget, operation: FcOperation, now: number): VendorCall {
  const { method, action, query = [], headers = {}, body } = operation;
  const { origin, host } = new URL(url);
  const path = `/${VERSION}/${operation.path}`;
  const { host: _, ...signed } = acs3Headers(
    { method, host, path, query, action, version: VERSION, headers, ...(body === undefined ? {} : { body }) },
    credentials,
    now,
    randomUUID(),
  );
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  return {
    method,
    url: `${origin}${path}${search === '' ? '' : `?${search}`}`,
    headers: signed,
    ...(body === undefined ? {} : { body }),
  };
}

/**
 * Calls a function without the vendor's SDK, and waits for its result. fetch of Node gives up after five minutes without a
 * header, and a function can take longer.
 *
 * @throws AutoaliasError `api-failed` if the function was not run.
 */
export async function runFunction(target: FcTarget, functionName: string, event: string): Promise<CallAnswer> {
  const operation: FcOperation = {
    action: 'InvokeFunction',
    method: 'POST',
    path: `functions/${functionName}/invocations`,
    headers: { 'content-type': 'application/octet-stream', 'x-fc-log-type': 'Tail' },
    body: event,
  };
  const call = fcCall(target, operation, Date.now());
  const { origin } = new URL(call.url);
  const failed = (why: string, cause?: unknown): AutoaliasError =>
    new AutoaliasError(
      'api-failed',
      `Function Compute at ${origin} did not run ${functionName}: ${why}; check the name of the deployment, the account and the permission fc:InvokeFunction`,
      { cause },
    );
  const { status, headers, body } = await sendSlowly(call).catch((cause: unknown) => {
    throw failed(messageOf(cause), cause);
  });
  if (status >= 400) throw failed(`status ${status}, ${shownAnswer(Buffer.from(body).toString(), secretsIn(call))}`);
  return { headers, body };
}

/** Sends a request that can take as long as a function runs. */
export function sendSlowly({
  method,
  url,
  headers,
  body,
}: VendorCall): Promise<CallAnswer & { readonly status: number }> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(CALL_TIMEOUT);
    const sent = request(url, { method, headers: { ...headers }, signal }, (response) => {
      const named = Object.entries(response.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      );
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), body: bytes }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
