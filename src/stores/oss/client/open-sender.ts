import type { Dispatcher } from 'undici';
// Imports one file, because the whole package would add fetch, WebSocket, proxies and mocks: 170 KB in each function.
import Pool from 'undici/lib/dispatcher/pool.js';
import { defined } from '../../../defined.ts';
import { codeOf, messageOf } from '../../../error-text.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { queryString } from '../../../oss-wire/percent-encoding.ts';
import { rememberSigningKey } from '../../../oss-wire/sign-v4.ts';
import type { SignableRequest } from '../../../oss-wire/signable-request.ts';
import { type AddressOptions, address } from '../request/address.ts';
import { authorizeV4 } from '../request/authorize-v4.ts';
import type { OssRequest, OssResponse } from '../request/oss-message.ts';
import { readError } from '../response/read-error.ts';
import type { AttemptFailure } from './retry.ts';
import { transmit } from './transmit.ts';

export interface OssSenderOptions extends AddressOptions {
  /** Called before every attempt, so that temporary credentials can be replaced while requests run. */
  readonly credentials: () => Credentials | Promise<Credentials>;
  /** `oss-cloudbox` for a Cloud Box. Default `oss`. */
  readonly product?: string;
  /** Signs a request. Default: version 4, in headers. */
  readonly authorize?: Authorize;
  /** Additional headers for every request, signed like its own: `x-oss-request-payer`, `user-agent`. Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Maximum number of concurrent requests. Further requests wait. Default 32. */
  readonly connections?: number;
  /** Time limit for the next bytes of an answer, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Time limit for the complete answer, in milliseconds. Default 30,000, or `timeoutMs` if that is longer. */
  readonly deadlineMs?: number;
  /** Time limit for opening a connection, in milliseconds. Default: `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  /** Unix milliseconds. Default: the system clock. */
  readonly now?: () => number;
  /** Used instead of a new connection pool. The sender does not close it. */
  readonly dispatcher?: Dispatcher;
}

/** Returns the headers of a request with its signature. `now` is the store's time in Unix milliseconds. */
export type Authorize = (
  request: SignableRequest,
  how: { readonly credentials: Credentials; readonly now: number },
) => Readonly<Record<string, string>>;

/** The result of one attempt. `failure` is set if no answer came, or if its status is 400 or higher. */
type AttemptResult =
  | { readonly response: OssResponse; readonly failure?: AttemptFailure }
  | { readonly response?: never; readonly failure: AttemptFailure; readonly why: string; readonly cause: unknown };

/** Signs requests to one bucket and sends each once. Keeps connections, the signing key and the clock difference. */
export interface OssSender {
  readonly origin: string;
  readonly send: (request: OssRequest) => Promise<AttemptResult>;
  readonly close: () => Promise<void>;
}

export function openSender(options: OssSenderOptions): OssSender {
  const { origin, pathOf } = address(options);
  const { now = Date.now, timeoutMs = 10_000, connections = 32 } = options;
  const { deadlineMs = Math.max(30_000, timeoutMs) } = options;
  const { connectTimeoutMs = timeoutMs, headers: common = {}, authorize = byV4(options) } = options;
  const dispatcher = options.dispatcher ?? openPool(origin, { connections, timeout: connectTimeoutMs });
  let offset = 0;

  const sign = async (request: OssRequest): Promise<Readonly<Record<string, string>>> => {
    const credentials = await options.credentials();
    const complete = { ...request, bucket: options.bucket, headers: { ...common, ...request.headers } };
    return authorize(complete, { credentials, now: now() + offset });
  };

  const learnClock = (response: OssResponse, failure: AttemptFailure | undefined): void => {
    if (failure?.kind !== 'status' || failure.code !== 'RequestTimeTooSkewed') return;
    offset = clockOffset(response.headers.date, now()) ?? offset;
  };

  const send = async (request: OssRequest): Promise<AttemptResult> => {
    const headers = await sign(request);
    const query = queryString(request.query);
    const path = pathOf(request.key) + (query === '' ? '' : `?${query}`);
    try {
      const response = await transmit(request, {
        dispatcher,
        origin,
        path,
        headers,
        timeout: timeoutMs,
        deadline: deadlineMs,
      });
      const failure = statusFailure(response);
      learnClock(response, failure);
      return failure === undefined ? { response } : { response, failure };
    } catch (cause) {
      return { failure: { kind: 'transport', code: codeOf(cause) }, why: reason(cause), cause };
    }
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= options.dispatcher === undefined ? dispatcher.close() : Promise.resolve();
    return closed;
  };
  return { origin, send, close };
}

function byV4({ region, product = 'oss' }: OssSenderOptions): Authorize {
  const signingKey = rememberSigningKey();
  return (request, how) => authorizeV4(request, { ...how, region, product, signingKey }).headers;
}

function statusFailure(response: OssResponse): AttemptFailure | undefined {
  const { status, headers } = response;
  if (status < 400) return undefined;
  // Only 403 needs its code. Most are final, but a request with a wrong clock can be signed again.
  const code = status === 403 ? readError(response).code : undefined;
  const asked = Number(headers['x-oss-qos-delay-time']);
  return {
    kind: 'status',
    status,
    ...defined({ code }),
    ...(asked > 0 ? { qosDelay: asked } : {}),
  };
}

function reason(cause: unknown): string {
  const code = codeOf(cause);
  const message = messageOf(cause);
  return code === undefined || message.includes(code) ? message : `${code} ${message}`;
}

/**
 * Milliseconds to add to the local clock to get the store's time, computed from the `Date` header of an answer (whole
 * seconds). Undefined if there is no valid `Date` header.
 */
export function clockOffset(dateHeader: string | undefined, now: number): number | undefined {
  const theirs = Date.parse(dateHeader ?? '');
  return Number.isNaN(theirs) ? undefined : theirs - now;
}

export interface PoolOptions {
  /** Maximum number of connections. Further requests wait. */
  readonly connections: number;
  /** Time limit for opening a connection, in milliseconds. */
  readonly timeout: number;
}

/** Opens a pool of keep-alive connections to one origin. It has only these two of undici's methods. */
export function openPool(
  origin: string,
  { connections, timeout }: PoolOptions,
): Pick<Dispatcher, 'dispatch' | 'close'> {
  // An object can have 8 KB of metadata and 8 KB of other headers, more than the default limit of undici (16 KB).
  // OSS closes idle connections after a minute. Using one that it just closed would fail.
  return new Pool(origin, { connections, connect: { timeout }, keepAliveTimeout: 30_000, maxHeaderSize: 64 * 1024 });
}
