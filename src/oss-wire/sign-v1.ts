import { createHmac } from 'node:crypto';
import { compareKeys } from '../compare-keys.ts';
import { headerBytes } from './header-text.ts';
import { lowerCaseHeaders, type SignableRequest } from './signable-request.ts';

export interface SigningV1 {
  readonly accessKeySecret: string;
  /** For presigned URLs only: the value of `Expires` in Unix seconds. It replaces the date. */
  readonly expires?: string;
  /** Query parameters to sign in addition to the known ones. */
  readonly subResources?: readonly string[];
}

export interface SignatureV1 {
  readonly stringToSign: string;
  /** Base64. */
  readonly signature: string;
}

/**
 * Signs a request with version 1, for the header `OSS <access key id>:<signature>` or for a presigned URL. A server calls
 * this with the request that it received and compares the signatures. The signed string is not encoded and does not
 * contain the region.
 * Source: OSS, "Include a V1 signature in the Authorization header" and "Add signatures to URLs (V1)".
 */
export function signV1(request: SignableRequest, signing: SigningV1): SignatureV1 {
  const headers = lowerCaseHeaders(request.headers);
  const headerPart = [
    request.method.toUpperCase(),
    headers.get('content-md5') ?? '',
    headers.get('content-type') ?? '',
    signing.expires ?? headers.get('x-oss-date') ?? headers.get('date') ?? '',
    ossHeaders(headers),
  ].join('\n');
  const resourcePart = resource(request, new Set(signing.subResources));
  return {
    stringToSign: headerPart + resourcePart,
    signature: createHmac('sha1', signing.accessKeySecret)
      .update(headerBytes(headerPart))
      .update(resourcePart)
      .digest('base64'),
  };
}

function ossHeaders(headers: ReadonlyMap<string, string>): string {
  return [...headers]
    .filter(([name]) => name.startsWith('x-oss-'))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
}

function resource(request: SignableRequest, declared: ReadonlySet<string>): string {
  const path = request.bucket === undefined ? '/' : `/${request.bucket}/${request.key ?? ''}`;
  const signed = request.query
    .filter(([name]) => name.startsWith('x-oss-') || subResourcesV1.has(name) || declared.has(name))
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return signed.length === 0 ? path : `${path}?${signed.join('&')}`;
}

/**
 * Query parameters that version 1 signs, in addition to those that begin with `x-oss-`. Others (prefix, marker, max-keys,
 * list-type …) are not signed. Source: OSS, "Include a V1 signature in the Authorization header", and the sub-resources
 * on the page of each operation.
 */
export const subResourcesV1: ReadonlySet<string> = new Set(
  [
    'acl append asyncFetch bucketInfo callback callback-var cloudboxes cname comp continuation-token cors delete',
    'encryption endTime httpsConfig img inventory inventoryId lifecycle live location logging metaQuery objectMeta',
    'partNumber policy policyStatus position publicAccessBlock qos qosInfo referer regionList replication',
    'replicationLocation replicationProgress requestPayment resourceGroup response-cache-control',
    'response-content-disposition response-content-encoding response-content-language response-content-type',
    'response-expires responseHeader restore rtc security-token sequential startTime stat status style styleName',
    'symlink tagging transferAcceleration uploadId uploads versionId versioning versions vod website worm wormExtend',
    'wormId',
  ].flatMap((line) => line.split(' ')),
);
