/** Why an attempt has no usable answer. `askedDelay` is the delay that the store asks for, in milliseconds. */
export type AttemptFailure =
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly askedDelay?: number }
  /** No complete answer: refused, reset or timed out. `code` is the error code of Node.js or undici. */
  | { readonly kind: 'transport'; readonly code: string | undefined };

/** The error code of OSS and of BOS for a request that was signed with a wrong time. */
export const SKEWED_CLOCK = 'RequestTimeTooSkewed';

/** The default for the maximum attempts per request. */
export const ATTEMPTS = 3;

/** Milliseconds. */
const BASE_DELAY = 200;
const MAX_DELAY = 20_000;

/**
 * Whether another attempt may succeed. All operations can be repeated, including writes. A repeated write in a
 * versioned bucket only adds another version.
 * Source: the retry rules of the OSS SDKs V2 (alibabacloud-oss-go-sdk-v2, oss/retry), without 401 and 501, because
 * another attempt would get the same answer. They include those of BOS (bce-sdk-go, bce/retry.go).
 */
export function mayRetry(failure: AttemptFailure): boolean {
  if (failure.kind === 'transport') return TRANSPORT_CODES.has(failure.code ?? '');
  return (
    (failure.status >= 500 && failure.status !== 501) ||
    failure.status === 429 ||
    failure.status === 408 ||
    failure.code === SKEWED_CLOCK
  );
}

/**
 * Milliseconds to wait before an attempt. The first retry is attempt 2. The delay has full jitter, so that instances
 * that failed together do not retry together. It is at least the delay that the store asks for, and at most 20 s.
 */
export function retryDelay(attempt: number, failure: AttemptFailure, random: () => number): number {
  const jitter = random() * Math.min(MAX_DELAY, BASE_DELAY * 2 ** (attempt - 2));
  const asked = failure.kind === 'status' ? (failure.askedDelay ?? 0) : 0;
  return Math.min(MAX_DELAY, Math.max(jitter, asked));
}

/** Errors of Node.js and undici that may be temporary. Others, such as TLS errors, would occur again. */
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
