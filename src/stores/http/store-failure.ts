import { defined } from '../../defined.ts';
import { StoreError, type StoreErrorDetails } from '../store-error.ts';
import type { StoreRequest } from '../store-request.ts';

/** How a failed request was sent. */
export interface Sent {
  readonly bucket: string;
  readonly attempts: number;
}

/** An error answer of a store. */
export interface WireError {
  readonly status: number;
  /** `NoSuchKey`, `AccessDenied`, … */
  readonly code?: string;
  readonly message?: string;
  /** The finer error code of OSS, such as `0026-00000001`. */
  readonly ec?: string;
  readonly requestId?: string;
  /** The right endpoint for the bucket, if the request went to another. */
  readonly endpoint?: string;
}

/** The words of one kind of store. */
export interface StoreWords {
  /** `OSS`. */
  readonly name: string;
  /** What a person can do about an error, by error code. */
  readonly advice: ReadonlyMap<string, string>;
}

/** The error for an error answer of a store. `instead` replaces the advice of its words. */
export function refused(
  request: StoreRequest,
  sent: Sent,
  error: WireError,
  words: StoreWords,
  instead: string | undefined = adviceOn(error, words),
): StoreError {
  const answer = [error.status, error.code, error.message && `(${error.message})`].filter(Boolean).join(' ');
  const id = error.requestId === undefined ? '' : `, request id ${error.requestId}`;
  return new StoreError(
    `${subject(request, sent)}: ${words.name} answered ${answer}${id}${instead === undefined ? '' : `; ${instead}`}`,
    {
      ...details(request, sent),
      status: error.status,
      ...defined({ storeCode: error.code, ec: error.ec, requestId: error.requestId }),
    },
  );
}

/** Every error of a store has a code and a request id. An answer with neither is from a proxy or another server. */
function adviceOn({ code, requestId, endpoint }: WireError, { name, advice }: StoreWords): string | undefined {
  if (endpoint !== undefined) return `send requests for this bucket to ${endpoint}`;
  return code === undefined && requestId === undefined
    ? `this answer is not from ${name}; check the endpoint`
    : advice.get(code ?? '');
}

/** The error for a missing or unreadable answer. The request may have had an effect. */
export function unanswered(request: StoreRequest, sent: Sent, why: string, cause?: unknown): StoreError {
  return new StoreError(`${subject(request, sent)}: ${why}`, details(request, sent), { cause });
}

function subject(request: StoreRequest, { bucket, attempts }: Sent): string {
  const what = 'key' in request ? `${request.operation} of ${request.key}` : request.operation;
  return `${what} in bucket ${bucket}${attempts > 1 ? `, sent ${attempts} times` : ''}`;
}

function details(request: StoreRequest, { bucket, attempts }: Sent): StoreErrorDetails {
  return {
    operation: request.operation,
    bucket,
    ...('key' in request ? { key: request.key } : {}),
    attempts,
  };
}
