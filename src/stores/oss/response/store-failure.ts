import { defined } from '../../../defined.ts';
import { StoreError, type StoreErrorDetails } from '../../store-error.ts';
import type { StoreRequest } from '../../store-request.ts';
import type { OssError } from './read-error.ts';

/** How a failed request was sent. */
export interface Sent {
  readonly bucket: string;
  readonly attempts: number;
}

/** The error for an error answer of OSS. */
export function refused(request: StoreRequest, sent: Sent, error: OssError): StoreError {
  const words = [error.status, error.code, error.message && `(${error.message})`].filter(Boolean).join(' ');
  const id = error.requestId === undefined ? '' : `, request id ${error.requestId}`;
  const instead = error.endpoint === undefined ? adviceOn(error) : `send requests for this bucket to ${error.endpoint}`;
  return new StoreError(
    `${subject(request, sent)}: OSS answered ${words}${id}${instead === undefined ? '' : `; ${instead}`}`,
    {
      ...details(request, sent),
      status: error.status,
      ...defined({ storeCode: error.code, ec: error.ec, requestId: error.requestId }),
    },
  );
}

/** Every error of OSS has a code and a request id. An answer with neither is from a proxy or another server. */
function adviceOn({ code, requestId }: OssError): string | undefined {
  return code === undefined && requestId === undefined
    ? 'this answer is not from OSS; check the endpoint'
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

/** What a person can do about an error, by error code. */
export const advice: ReadonlyMap<string, string> = new Map([
  [
    'AccessDenied',
    'grant this identity the action on the bucket and key (symlinks need oss:PutObject, tags need oss:PutObjectTagging)',
  ],
  ['FileImmutable', 'a retention policy protects the key; wait until it expires, or use another key'],
  ['InvalidAccessKeyId', 'check the access key id; temporary keys need their security token'],
  ['InvalidSecurityToken', 'fetch fresh temporary credentials'],
  ['NoSuchBucket', 'check the bucket name, and that the endpoint belongs to its region'],
  ['RequestTimeTooSkewed', 'correct the clock of this machine'],
  ['SecurityTokenExpired', 'fetch fresh temporary credentials'],
  ['SignatureDoesNotMatch', 'check the access key secret and the region'],
  ['UserDisable', 'the account is disabled, most often because of an overdue payment'],
]);
