import { AutoaliasError } from '../../autoalias-error.ts';
import { secretsIn, shownAnswer } from '../cloud/shown-answer.ts';

/** A signed request to an API of Alibaba Cloud or Baidu. */
export interface VendorCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** A part of the answer as messages show it: short, and without the secrets of the request. */
  readonly shown: (part: string) => string;
}

/** Milliseconds for connection and answer together. */
const DEADLINE = 60_000;

/**
 * Sends a request once, and returns the answer of any status.
 *
 * @param service the name of the service for messages.
 * @throws AutoaliasError `api-failed` if no answer came.
 */
export async function callVendor(service: string, call: VendorCall): Promise<VendorAnswer> {
  const { method, url, headers, body } = call;
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE),
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      shown: (part) => shownAnswer(part, secretsIn(call)),
    };
  } catch (cause) {
    const { origin } = new URL(url);
    throw new AutoaliasError(
      'api-failed',
      `${service} at ${origin} gave no answer: ${reasonOf(cause)}; check the region, the account and the network`,
      { cause },
    );
  }
}

/** fetch puts the reason into the cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}
