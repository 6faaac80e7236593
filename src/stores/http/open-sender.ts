import type { Dispatcher } from 'undici';
// Imports one file, because the whole package would add fetch, WebSocket, proxies and mocks: 170 KB in each function.
import Pool from 'undici/lib/dispatcher/pool.js';
import { codeOf, messageOf } from '../../error-text.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import type { HeaderList } from '../../oss-wire/header-list.ts';
import { queryString } from '../../oss-wire/percent-encoding.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import { type AttemptFailure, SKEWED_CLOCK } from './retry.ts';
import type { StoreProtocol } from './store-protocol.ts';
import { type Transmission, transmit } from './transmit.ts';

export interface SenderOptions {
  readonly bucket: string;
  /** Called before every attempt, so that temporary credentials can be replaced while requests run. */
  readonly credentials: () => Credentials | Promise<Credentials>;
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

/** The result of one attempt. `failure` is set if no answer came, or if its status is 400 or higher. */
type AttemptResult =
  | { readonly response: HttpResponse; readonly failure?: AttemptFailure }
  | { readonly response?: never; readonly failure: AttemptFailure; readonly why: string; readonly cause: unknown };

/** Signs requests to one bucket and sends each once. Keeps connections and the clock difference. */
export interface Sender {
  readonly origin: string;
  readonly send: (request: HttpRequest) => Promise<AttemptResult>;
  readonly close: () => Promise<void>;
}

/** The parts of a protocol that sending needs. */
export type SendingProtocol = Pick<StoreProtocol, 'address' | 'sign' | 'classify'>;

export function openSender(protocol: SendingProtocol, options: SenderOptions): Sender {
  const { origin, pathOf } = protocol.address;
  const { host } = new URL(origin);
  const { bucket, now = Date.now, timeoutMs = 10_000, connections = 32 } = options;
  const { deadlineMs = Math.max(30_000, timeoutMs) } = options;
  const { connectTimeoutMs = timeoutMs, headers: common } = options;
  const dispatcher = options.dispatcher ?? openPool(origin, { connections, timeout: connectTimeoutMs });
  let offset = 0;

  const sign = (request: HttpRequest, path: string, credentials: Credentials): HeaderList => {
    const { method, key, query } = request;
    const headers = common === undefined ? request.headers : { ...common, ...request.headers };
    const signable = key === undefined ? { method, bucket, query, headers } : { method, bucket, key, query, headers };
    return protocol.sign(signable, { credentials, now: now() + offset, host, path });
  };

  const learnClock = (response: HttpResponse, failure: AttemptFailure | undefined): void => {
    if (failure?.kind !== 'status' || failure.code !== SKEWED_CLOCK) return;
    offset = clockOffset(response.header('date'), now()) ?? offset;
  };

  const transmission = (request: HttpRequest, credentials: Credentials): Transmission => {
    const path = pathOf(request.key);
    const query = queryString(request.query);
    return {
      dispatcher,
      origin,
      path: query === '' ? path : `${path}?${query}`,
      headers: sign(request, path, credentials),
      timeout: timeoutMs,
      deadline: deadlineMs,
    };
  };

  const judge = (response: HttpResponse): AttemptResult => {
    if (response.status < 400) return { response };
    const hints = protocol.classify(response, now() + offset);
    const failure = { kind: 'status', status: response.status, ...hints } as const;
    learnClock(response, failure);
    return { response, failure };
  };

  const attempt = (request: HttpRequest, credentials: Credentials): Promise<AttemptResult> =>
    transmit(request, transmission(request, credentials)).then(judge, unanswered);

  const send = (request: HttpRequest): Promise<AttemptResult> => {
    const given = options.credentials();
    // Most credentials are there already, and each promise more takes a twentieth of the time of a signature.
    return 'then' in given ? given.then((credentials) => attempt(request, credentials)) : attempt(request, given);
  };
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= options.dispatcher === undefined ? dispatcher.close() : Promise.resolve();
    return closed;
  };
  return { origin, send, close };
}

function unanswered(cause: unknown): AttemptResult {
  return { failure: { kind: 'transport', code: codeOf(cause) }, why: reason(cause), cause };
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
  // An object of OSS can have 8 KB of metadata and 8 KB of other headers, more than the default limit of undici (16 KB).
  // OSS closes idle connections after a minute. Using one that it just closed would fail.
  return new Pool(origin, { connections, connect: { timeout }, keepAliveTimeout: 30_000, maxHeaderSize: 64 * 1024 });
}
