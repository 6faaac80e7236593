import type { Dispatcher } from 'undici';
import { codeOf, messageOf } from '../../../error-text.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { queryString } from '../../../oss-wire/percent-encoding.ts';
import { rememberSigningKey } from '../../../oss-wire/sign-v4.ts';
import type { SignableRequest } from '../../../oss-wire/signable-request.ts';
import { type AddressOptions, address } from '../request/address.ts';
import { authorizeV4 } from '../request/authorize-v4.ts';
import type { OssRequest, OssResponse } from '../request/oss-message.ts';
import { readError } from '../response/read-error.ts';
import { openPool } from './open-pool.ts';
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
  /** The most requests at one time. Further requests wait. Default 32. */
  readonly connections?: number;
  /** Time limit for the next bytes of an answer, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Time limit for the complete answer, in milliseconds. Default 30,000, or `timeoutMs` if that is longer. */
  readonly deadlineMs?: number;
  /** Time limit for opening a connection, in milliseconds. Default: `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  /** Unix milliseconds. Default: the system clock. */
  readonly now?: () => number;
  /** Sends the requests instead of a pool of its own. The sender does not close it. */
  readonly dispatcher?: Dispatcher;
}

/** Returns the headers of a request with its signature. `now` is the store's time in Unix milliseconds. */
export type Authorize = (
  request: SignableRequest,
  how: { readonly credentials: Credentials; readonly now: number },
) => Readonly<Record<string, string>>;

/** The result of one attempt. `failure` is set if there was no answer, or one that another attempt may improve. */
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
  // Only 403 needs its code: most 403 are final, but a wrong clock can be corrected.
  const code = status === 403 ? readError(response).code : undefined;
  const asked = Number(headers['x-oss-qos-delay-time']);
  return {
    kind: 'status',
    status,
    ...(code === undefined ? {} : { code }),
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
