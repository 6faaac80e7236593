import type { Credentials } from '../oss-wire/credentials.ts';
import { lowerCaseHeaders } from '../oss-wire/signable-request.ts';
import { readSha1Authorization, type Sha1Authorization, sha1Signature } from './sha1-authorization.ts';

/** The version of the API of Simple Message Queue (formerly Message Service, MNS). */
export const MNS_VERSION = '2015-06-06';

/** A request to the API of Simple Message Queue. Only deletions of several messages have a body; they are not used. */
export interface MnsRequest {
  readonly method: string;
  /** Path and query exactly as in the request line: `/queues/q/messages?numOfMessages=16`. */
  readonly target: string;
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * All headers of a signed request without a body, with lower-case names. `now` is in Unix milliseconds. The server refuses a
 * date that differs from its clock by more than 15 minutes.
 *
 * Source: Simple Message Queue, "Sign requests". The header of the security token is that of the vendor's Java and Python
 * SDKs.
 */
export function mnsHeaders(
  request: MnsRequest,
  { accessKeyId, accessKeySecret, securityToken }: Credentials,
  now: number,
): Readonly<Record<string, string>> {
  const headers = {
    ...Object.fromEntries(lowerCaseHeaders(request.headers ?? {})),
    date: new Date(now).toUTCString(),
    'x-mns-version': MNS_VERSION,
    ...(securityToken === undefined ? {} : { 'security-token': securityToken }),
  };
  const signature = mnsSignature({ ...request, headers }, accessKeySecret);
  return { ...headers, authorization: `MNS ${accessKeyId}:${signature}` };
}

/**
 * The signature of the header `Authorization: MNS <access key id>:<signature>`, in Base64. It covers neither the host nor
 * the body, only the header `Content-MD5`.
 */
export function mnsSignature({ method, target, headers = {} }: MnsRequest, accessKeySecret: string): string {
  const lowered = lowerCaseHeaders(headers);
  const vendorHeaders = [...lowered].filter(([name]) => name.startsWith('x-mns-'));
  const lines = [
    method.toUpperCase(),
    lowered.get('content-md5') ?? '',
    lowered.get('content-type') ?? '',
    lowered.get('date') ?? lowered.get('x-mns-date') ?? '',
    `${vendorHeaders.map(([name, value]) => `${name}:${value}\n`).join('')}${target}`,
  ];
  return sha1Signature(lines, accessKeySecret);
}

/** Undefined for a header of another form. */
export function readMnsAuthorization(header: string): Sha1Authorization | undefined {
  return readSha1Authorization('MNS', header);
}
