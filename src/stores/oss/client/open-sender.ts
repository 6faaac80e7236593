import type { Dispatcher } from 'undici';
import { codeOf, messageOf } from '../../../error-text.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { queryString } from '../../../oss-wire/percent-encoding.ts';
import { rememberSigningKey } from '../../../oss-wire/remember-signing-key.ts';
import type { SignableRequest } from '../../../oss-wire/signable-request.ts';
import { type AddressOptions, address } from '../request/address.ts';
import { authorizeV4 } from '../request/authorize-v4.ts';
import type { OssRequest, OssResponse } from '../request/oss-message.ts';
import { readError } from '../response/read-error.ts';
import { openPool } from './open-pool.ts';
import type { AttemptFailure } from './retry.ts';
import { transmit } from './transmit.ts';

export interface OssSenderOptions extends AddressOptions {
  /** Asked before every attempt, so that temporary credentials may be exchanged while requests run. */
  readonly credentials: () => Credentials | Promise<Credentials>;
  /** `oss-cloudbox` for a Cloud Box. Default `oss`. */
  readonly product?: string;
  /** Makes a request authorized. By V4 in headers unless given. */
  readonly authorize?: Authorize;
  /** Sent with every request beside its own, and signed like those: `x-oss-request-payer`, `user-agent`. Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Most requests at one time; more wait their turn. Default 32. */
  readonly connections?: number;
  /** Milliseconds that an attempt waits for the next bytes of an answer. Default 10,000. */
  readonly timeoutMs?: number;
  /** Milliseconds that an attempt waits for the complete answer. Default 30,000, or `timeoutMs` if that is longer. */
  readonly deadlineMs?: number;
  /** Milliseconds that a connection may take to be made. Default as `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** Carries the requests instead of a pool of its own; it is then not closed with the sender. */
  readonly dispatcher?: Dispatcher;
}

/** Gives a request's headers with all that shows who sends it. `now` is Unix milliseconds, by the store's clock. */
export type Authorize = (
  request: SignableRequest,
  how: { readonly credentials: Credentials; readonly now: number },
) => Readonly<Record<string, string>>;

/** How one sending ended. `failure` is there for every answer that is none yet, and for none at all. */
type Outcome =
  | { readonly response: OssResponse; readonly failure?: AttemptFailure }
  | { readonly response?: never; readonly failure: AttemptFailure; readonly why: string; readonly cause: unknown };

/** Signs and sends to one bucket, once a call. Keeps the connections, the signing key and what it knows of the clock. */
export interface OssSender {
  readonly origin: string;
  readonly send: (request: OssRequest) => Promise<Outcome>;
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
    const whole = { ...request, bucket: options.bucket, headers: { ...common, ...request.headers } };
    return authorize(whole, { credentials, now: now() + offset });
  };

  const learnClock = (response: OssResponse, failure: AttemptFailure | undefined): void => {
    if (failure?.kind !== 'status' || failure.code !== 'RequestTimeTooSkewed') return;
    offset = clockOffset(response.headers.date, now()) ?? offset;
  };

  const send = async (request: OssRequest): Promise<Outcome> => {
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
  const close = async (): Promise<void> => {
    if (options.dispatcher === undefined) await dispatcher.close();
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
  // Only a 403 has to be read for what it is: most are final, a wrong clock is not.
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
 * Milliseconds to add to the local clock so that it shows the store's, from the `Date` header of an answer (whole
 * seconds); undefined where there is none that can be read.
 */
export function clockOffset(dateHeader: string | undefined, now: number): number | undefined {
  const theirs = Date.parse(dateHeader ?? '');
  return Number.isNaN(theirs) ? undefined : theirs - now;
}
