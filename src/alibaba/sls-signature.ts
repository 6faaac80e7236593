import type { Credentials } from '../oss-wire/credentials.ts';
import { lowerCaseHeaders, type QueryPair } from '../oss-wire/signable-request.ts';
import { readSha1Authorization, type Sha1Authorization, sha1Signature } from './sha1-authorization.ts';

/** A request to the API of Simple Log Service. */
export interface SlsRequest {
  readonly method: string;
  /** As in the request line, without the query. */
  readonly path: string;
  /** Not encoded. */
  readonly query: readonly QueryPair[];
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * All headers of a signed request without a body, with lower-case names. `now` is in Unix milliseconds.
 *
 * Source: Simple Log Service, "Request signatures" and "Common request headers", API version 0.6.0.
 */
export function slsHeaders(
  request: SlsRequest,
  { accessKeyId, accessKeySecret, securityToken }: Credentials,
  now: number,
): Readonly<Record<string, string>> {
  const headers = {
    ...Object.fromEntries(lowerCaseHeaders(request.headers ?? {})),
    date: new Date(now).toUTCString(),
    'x-log-apiversion': '0.6.0',
    'x-log-bodyrawsize': '0',
    'x-log-signaturemethod': 'hmac-sha1',
    ...(securityToken === undefined ? {} : { 'x-acs-security-token': securityToken }),
  };
  const signature = slsSignature({ ...request, headers }, accessKeySecret);
  return { ...headers, authorization: `LOG ${accessKeyId}:${signature}` };
}

/** The signature of the header `Authorization: LOG <access key id>:<signature>`, in Base64. It does not cover the host. */
export function slsSignature({ method, path, query, headers = {} }: SlsRequest, accessKeySecret: string): string {
  const lowered = lowerCaseHeaders(headers);
  const vendorHeaders = [...lowered].filter(([name]) => name.startsWith('x-log-') || name.startsWith('x-acs-'));
  const pairs = query.map(([name, value]) => `${name}=${value}`).toSorted();
  const lines = [
    method.toUpperCase(),
    lowered.get('content-md5') ?? '',
    lowered.get('content-type') ?? '',
    lowered.get('date') ?? '',
    ...vendorHeaders.map(([name, value]) => `${name}:${value}`),
    pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
  ];
  return sha1Signature(lines, accessKeySecret);
}

/** Undefined for a header of another form. */
export function readSlsAuthorization(header: string): Sha1Authorization | undefined {
  return readSha1Authorization('LOG', header);
}
