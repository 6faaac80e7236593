import { createHash, createHmac } from 'node:crypto';
import { headerBytes } from './header-text.ts';
import { encodeKey, percentEncode } from './percent-encoding.ts';
import { lowerCaseHeaders, type QueryPair, type SignableRequest } from './signable-request.ts';

export interface SigningV4 {
  /** `x-oss-date` from the header or the query, or, for a header signature without it, the text of `Date`. */
  readonly dateTime: string;
  readonly scope: CredentialScope;
  /** From signingKey() with the same scope. */
  readonly signingKey: Buffer;
  /** Names of headers to sign beyond the default ones, in any case and order. */
  readonly additionalHeaders?: readonly string[];
}

/** A V4 signature with every text on the way to it, so that a refusal can show where two sides differ. */
export interface SignatureV4 {
  readonly additionalHeaders: readonly string[];
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

/**
 * Signs a request as it is, with its `x-oss-date` and all other parameters already in headers (header form) or query
 * (presigned form, without `x-oss-signature`). A server recomputes a signature with the same call.
 * Source: OSS, "Include signatures in the Authorization header (V4)" and "Include V4 signatures in a URL".
 */
export function signV4(request: SignableRequest, signing: SigningV4): SignatureV4 {
  const additional = additionalHeaders(request.headers, signing.additionalHeaders ?? []);
  const canonical = canonicalRequest(request, additional);
  const toSign = stringToSign(signing.dateTime, signing.scope, canonical);
  return {
    additionalHeaders: additional,
    canonicalRequest: canonical,
    stringToSign: toSign,
    signature: createHmac('sha256', signing.signingKey).update(toSign).digest('hex'),
  };
}

/** `/<bucket>/<key>` in every form of address; `/<bucket>/` for the bucket, `/` for the account. */
export function canonicalUri(bucket?: string, key?: string): string {
  return bucket === undefined ? '/' : `/${encodeKey(bucket)}/${encodeKey(key ?? '')}`;
}

/**
 * Encoded pairs in the byte order of their encoded names (ASCII by then, so `<` is byte order), a name alone where the
 * value is empty.
 */
export function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Headers that V4 always signs when they are sent (OSS, "Include signatures in the Authorization header (V4)"). */
export function signedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

/**
 * The names of headers that are signed beyond the default ones: those wanted that are sent and not signed anyway, in
 * lower case and byte order. OSS refuses a list with a name that is not sent (EC 0002-00000211).
 */
export function additionalHeaders(
  headers: Readonly<Record<string, string>>,
  wanted: readonly string[],
): readonly string[] {
  // The common case, and asked for with every request on both sides.
  if (wanted.length === 0) return [];
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  return [...lowerCaseHeaders(headers).keys()].filter((name) => names.has(name) && !signedByDefault(name));
}

/**
 * One `name:value` line, newline included, for each signed header; empty when there is none. `headers` are those that
 * lowerCaseHeaders() gives.
 */
export function canonicalHeaders(headers: ReadonlyMap<string, string>, additional: readonly string[]): string {
  let lines = '';
  for (const [name, value] of headers) {
    if (signedByDefault(name) || additional.includes(name)) lines += `${name}:${value}\n`;
  }
  return lines;
}

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

/** Unix milliseconds as `x-oss-date` writes them: YYYYMMDDTHHMMSSZ. Its first eight characters are the scope's date. */
export function dateTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Where and when a V4 signature holds. `region` comes without `oss-`; `product` is `oss`, or `oss-cloudbox`. */
export interface CredentialScope {
  /** YYYYMMDD, UTC. */
  readonly date: string;
  readonly region: string;
  readonly product: string;
}

/** The scope as it stands in the credential and in the string to sign. */
export function credentialScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.product}/aliyun_v4_request`;
}

/** The four lines that are signed. `dateTime` is the request's `x-oss-date`, YYYYMMDDTHHMMSSZ. */
export function stringToSign(dateTime: string, scope: CredentialScope, canonicalRequest: string): string {
  return [
    'OSS4-HMAC-SHA256',
    dateTime,
    credentialScope(scope),
    createHash('sha256').update(headerBytes(canonicalRequest)).digest('hex'),
  ].join('\n');
}

/** The key of one day, region and product, derived from the secret. It may be kept for as long as its scope is used. */
export function signingKey(accessKeySecret: string, scope: CredentialScope): Buffer {
  return [scope.date, scope.region, scope.product, 'aliyun_v4_request'].reduce(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`aliyun_v4${accessKeySecret}`),
  );
}
