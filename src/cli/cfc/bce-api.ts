import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { authorizeBce } from '../../bce-wire/authorize-bce.ts';
import { uriEncode } from '../../bce-wire/uri-encode.ts';
import { sleep } from '../../handlers/wait/sleep.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { callVendor, type VendorAnswer, type VendorCall } from '../options/call-vendor.ts';

/** An API of Baidu AI Cloud. */
export interface BceTarget {
  /** For messages: `CFC`. */
  readonly service: string;
  /** `https://cfc.bj.baidubce.com`. */
  readonly url: string;
  readonly credentials: Credentials;
}

export interface BceOperation {
  /** For messages: `CreateFunction`. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Encoded. */
  readonly path: string;
  readonly query?: readonly QueryPair[];
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** The signed request of an operation. `now` is in Unix milliseconds. */
export function bceCall({ url, credentials }: BceTarget, operation: BceOperation, now: number): VendorCall {
  const { method, path, query = [] } = operation;
  const { origin, host } = new URL(url);
  const body = operation.body === undefined ? undefined : JSON.stringify(operation.body);
  const sentWithBody =
    body === undefined
      ? {}
      : { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) };
  const {
    host: _,
    'content-length': __,
    ...headers
  } = authorizeBce({ method, path, query, headers: { host, ...sentWithBody } }, { credentials, now });
  const search = query.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`).join('&');
  return {
    method,
    url: `${origin}${path}${search === '' ? '' : `?${search}`}`,
    // fetch sets host and content-length by itself, to the values that are signed.
    headers: { ...headers, accept: 'application/json' },
    ...(body === undefined ? {} : { body }),
  };
}

/** An answer in which an API of Baidu refuses an operation. */
export class BceRefused extends AutoaliasError {
  readonly status: number;
  /** The code of the API, for example `AccessDenied`. Empty if the answer does not contain one. */
  readonly bceCode: string;

  constructor({ service }: BceTarget, { action }: BceOperation, { status, text, shown }: VendorAnswer) {
    const { code, message, requestId } = errorIn(text);
    const what = shown([code, message].filter((part) => part !== '').join(': ') || text);
    const request = requestId === '' ? '' : ` (request ${shown(requestId)})`;
    super(
      'api-failed',
      `${service} refused ${action} with status ${status}: ${what}${request}; ${adviceOn(code, status, action)}`,
    );
    this.status = status;
    this.bceCode = code;
  }
}

/** The APIs of Baidu write `code`. The types of CFC begin with capitals, so its errors may too. Unverified. */
const errorSchema = z.object({
  code: z.string().optional(),
  Code: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
  requestId: z.string().optional(),
  RequestId: z.string().optional(),
});

function errorIn(text: string): { readonly code: string; readonly message: string; readonly requestId: string } {
  const { data = {} } = errorSchema.safeParse(jsonOf(text));
  return {
    code: data.code ?? data.Code ?? '',
    message: data.message ?? data.Message ?? '',
    requestId: data.requestId ?? data.RequestId ?? '',
  };
}

/** Codes of all APIs: cloud.baidu.com, pages "error codes" of CFS and PFS. */
const ADVICE: readonly (readonly [code: RegExp, advice: string])[] = [
  [
    /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|InvalidHTTPAuthHeader|InvalidSessionToken)/,
    'check BCE_ACCESS_KEY_ID, BCE_SECRET_ACCESS_KEY and BCE_SESSION_TOKEN',
  ],
  [/^(?:RequestExpired|RequestTimeTooSkewed)/, 'correct the clock of this machine'],
  [/(?:Runtime|InvalidParameter)/, 'check the values of the flags, and whether the region offers Node.js 20'],
  [
    /(?:CodeStorage|TooLarge|EntityTooLarge|Quota|Limit)/,
    'delete functions or versions that are no longer used, or ask for a larger quota',
  ],
];

function adviceOn(code: string, status: number, action: string): string {
  const known = ADVICE.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return known[1];
  if (status === 401 || status === 403) return `grant this user the permission for ${action}`;
  if (status === 429 || status >= 500) return 'run the command again later';
  return 'correct the cause, and run the command again';
}

/** Milliseconds before each further try of a request that was throttled or not answered. */
const PAUSES = [500, 1000, 2000, 4000];

/**
 * Sends an operation, and reads its answer. A throttled request is sent again, and one without an answer too if it is safe
 * to repeat: a POST creates something.
 *
 * @throws BceRefused; AutoaliasError `api-failed` for an answer of another form, or for none.
 */
export async function askBce<T>(
  target: BceTarget,
  operation: BceOperation,
  schema: z.ZodType<T>,
  pauses: readonly number[] = PAUSES,
): Promise<T> {
  const isRepeatable = operation.method !== 'POST';
  for (let tries = 0; ; tries++) {
    const pause = pauses[tries];
    const answer = await callVendor(target.service, bceCall(target, operation, Date.now())).catch((error: unknown) => {
      if (pause === undefined || !isRepeatable) throw error;
      return undefined;
    });
    const isBusy = answer === undefined || answer.status === 429 || (answer.status >= 500 && isRepeatable);
    if (answer !== undefined && (!isBusy || pause === undefined)) return resultOf(target, operation, answer, schema);
    await sleep(pause ?? 0, new AbortController().signal);
  }
}

function resultOf<T>(target: BceTarget, operation: BceOperation, answer: VendorAnswer, schema: z.ZodType<T>): T {
  if (answer.status >= 300) throw new BceRefused(target, operation, answer);
  const parsed = schema.safeParse(answer.text === '' ? {} : jsonOf(answer.text));
  if (parsed.success) return parsed.data;
  throw new AutoaliasError(
    'api-failed',
    `${target.service} answered ${operation.action} with status ${answer.status}, and not in the form of its API; check the endpoint`,
    { cause: parsed.error },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
