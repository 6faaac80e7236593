import { createHmac } from 'node:crypto';
import { lowerCaseHeaders } from '../oss-wire/signable-request.ts';

/** The parts of a request to the API of Function Compute 2.0 that its signature covers. */
export interface SignableFcRequest {
  readonly method: string;
  /** With the version of the API, and decoded: `/2016-08-15/services/s/functions/f`. The query is not signed. */
  readonly path: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The signature of the header `Authorization: FC <access key id>:<signature>`, in Base64. It covers `Content-MD5`,
 * `Content-Type`, `Date` and all headers that begin with `x-fc-`, but not the body.
 *
 * Source: Function Compute 2.0, "Signature authentication", and `@alicloud/fc2`.
 */
export function fcSignature(request: SignableFcRequest, accessKeySecret: string): string {
  const headers = lowerCaseHeaders(request.headers);
  const fcHeaders = [...headers].filter(([name]) => name.startsWith('x-fc-'));
  const stringToSign = [
    request.method.toUpperCase(),
    headers.get('content-md5') ?? '',
    headers.get('content-type') ?? '',
    headers.get('date') ?? '',
    `${fcHeaders.map(([name, value]) => `${name}:${value}\n`).join('')}${request.path}`,
  ].join('\n');
  return createHmac('sha256', accessKeySecret).update(stringToSign).digest('base64');
}

/** The parts of the header `Authorization`. */
export interface FcAuthorization {
  readonly accessKeyId: string;
  readonly signature: string;
}

/** Undefined for a header of another form. */
export function readFcAuthorization(header: string): FcAuthorization | undefined {
  const [, accessKeyId, signature] = /^FC ([^\s:]+):([A-Za-z0-9+/]{43}=)$/.exec(header) ?? [];
  return accessKeyId === undefined || signature === undefined ? undefined : { accessKeyId, signature };
}
