/** Why an attempt has no usable answer. */
export type AttemptFailure =
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly qosDelay?: number }
  /** No whole answer: refused, reset, timed out. `code` is the error code of the transport. */
  | { readonly kind: 'transport'; readonly code: string | undefined };

/** How many times a request is sent at most. */
export const ATTEMPTS = 3;

/** Milliseconds. */
const BASE_DELAY = 200;
const MAX_DELAY = 20_000;

/**
 * Whether another attempt may succeed where this one failed. All operations may be sent again, writes too: sent twice
 * they leave the bucket as sent once, but for one more version in a versioned one.
 * Source: the retry rules of the OSS SDKs V2 (alibabacloud-oss-go-sdk-v2, oss/retry). 401 is left out, since the same
 * credentials get the same answer, and 501, which no time mends.
 */
export function mayRetry(failure: AttemptFailure): boolean {
  if (failure.kind === 'transport') return TRANSPORT_CODES.has(failure.code ?? '');
  return (
    (failure.status >= 500 && failure.status !== 501) ||
    failure.status === 429 ||
    failure.status === 408 ||
    failure.code === 'RequestTimeTooSkewed'
  );
}

/**
 * Milliseconds to wait before attempt `attempt` (the first retry is 2): full jitter, so that instances that failed
 * together do not come back together; at least what OSS asks for in `x-oss-qos-delay-time`, and at most 20 s.
 */
export function retryDelay(attempt: number, failure: AttemptFailure, random: () => number): number {
  const jitter = random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 2));
  const asked = failure.kind === 'status' ? (failure.qosDelay ?? 0) : 0;
  return Math.min(MAX_DELAY, Math.max(jitter, asked));
}

/** Errors of Node.js and undici that a new connection may not meet. Anything else (TLS, a body that fails) stays. */
const TRANSPORT_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
]);
