import { lowerCaseHeaders } from '../lower-case-headers.ts';
import type { SignableRequest } from '../signable-request.ts';
import { canonicalHeaders } from './canonical-headers.ts';
import { canonicalQuery } from './canonical-query.ts';
import { canonicalUri } from './canonical-uri.ts';

/**
 * The text whose digest is signed. `additional` is what additionalHeaders() made of the wanted names. Bodies are never
 * part of it: OSS takes UNSIGNED-PAYLOAD only (EC 0002-00000214), as header, or implied in a presigned URL.
 */
export function canonicalRequest(request: SignableRequest, additional: readonly string[]): string {
  const headers = lowerCaseHeaders(request.headers);
  return [
    request.method.toUpperCase(),
    canonicalUri(request.bucket, request.key),
    canonicalQuery(request.query),
    canonicalHeaders(headers, additional),
    additional.join(';'),
    headers.get('x-oss-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
}
