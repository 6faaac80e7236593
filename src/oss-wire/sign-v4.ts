import { createHash, createHmac } from 'node:crypto';
import { headerBytes } from './header-text.ts';
import { encodeKey, percentEncode } from './percent-encoding.ts';
import { lowerCaseHeaders, type QueryPair, type SignableRequest } from './signable-request.ts';

/**
 * OSS signatures, version 4. A signature is made in four stages: a canonical request, its digest in a string to sign, a
 * signing key, and the HMAC of the two. Each stage is a function of its own, because OSS and its SDKs publish test
 * vectors for each. Bodies are not signed.
 * Source: OSS, "Include signatures in the Authorization header (V4)" and "Include V4 signatures in a URL".
 */
export interface SigningV4 {
  /** The value of `x-oss-date`, as YYYYMMDDTHHMMSSZ. A request without it is signed with its `Date` header. */
  readonly dateTime: string;
  readonly scope: CredentialScope;
  /** From signingKey() for the same scope. */
  readonly signingKey: Buffer;
  /** Headers to sign in addition to the default ones. Case and order do not matter. */
  readonly additionalHeaders?: readonly string[];
}

/** A signature and the texts that it was computed from, so that an error can show where two sides differ. */
export interface SignatureV4 {
  readonly additionalHeaders: readonly string[];
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

/**
 * Signs a request. `x-oss-date` and all other parameters must be in its headers, or in its query for a presigned URL
 * (without `x-oss-signature`). A server calls this with the request that it received and compares the signatures.
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

// Stage 1: the canonical request.

/**
 * The text whose digest is signed. `additional` is the result of additionalHeaders(). OSS accepts only
 * `UNSIGNED-PAYLOAD` as digest of the body (EC 0002-00000214). Presigned URLs have no header for it.
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

/** `/<bucket>/<key>` for every form of address, `/<bucket>/` for a bucket, `/` for the account. */
export function canonicalUri(bucket?: string, key?: string): string {
  return bucket === undefined ? '/' : `/${encodeKey(bucket)}/${encodeKey(key ?? '')}`;
}

/** Encoded pairs, ordered by the bytes of their encoded names. A pair without a value is only its name. */
export function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => compareAscii(a, b) || compareAscii(x, y))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

/** Encoded text is ASCII, so the order of code units is the order of bytes. */
function compareAscii(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** One `name:value` line with a line feed for each signed header. `headers` is the result of lowerCaseHeaders(). */
export function canonicalHeaders(headers: ReadonlyMap<string, string>, additional: readonly string[]): string {
  let lines = '';
  for (const [name, value] of headers) {
    if (signedByDefault(name) || additional.includes(name)) lines += `${name}:${value}\n`;
  }
  return lines;
}

/** Headers that are always signed if they are sent. */
export function signedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

/**
 * The wanted headers that are sent and not signed by default, in lower case and byte order. OSS refuses a list with a
 * header that is not sent (EC 0002-00000211).
 */
export function additionalHeaders(
  headers: Readonly<Record<string, string>>,
  wanted: readonly string[],
): readonly string[] {
  // The usual case. Client and server get here with every request.
  if (wanted.length === 0) return [];
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  return [...lowerCaseHeaders(headers).keys()].filter((name) => names.has(name) && !signedByDefault(name));
}

// Stage 2: the string to sign.

/** The four lines that are signed. `dateTime` is the request's `x-oss-date`. */
export function stringToSign(dateTime: string, scope: CredentialScope, canonicalRequest: string): string {
  return [
    'OSS4-HMAC-SHA256',
    dateTime,
    credentialScope(scope),
    createHash('sha256').update(headerBytes(canonicalRequest)).digest('hex'),
  ].join('\n');
}

/** Unix milliseconds in the form of `x-oss-date`: YYYYMMDDTHHMMSSZ. The first eight characters are the scope's date. */
export function dateTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The day, region and product that a signature is valid for. */
export interface CredentialScope {
  /** YYYYMMDD, UTC. */
  readonly date: string;
  /** Without `oss-`: `cn-hangzhou`. */
  readonly region: string;
  /** `oss`, or `oss-cloudbox` for a Cloud Box. */
  readonly product: string;
}

/** The scope as text, in the credential and in the string to sign. */
export function credentialScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.product}/aliyun_v4_request`;
}

// Stage 3: the signing key.

/** Derives the key for one scope from the secret. */
export function signingKey(accessKeySecret: string, scope: CredentialScope): Buffer {
  return [scope.date, scope.region, scope.product, 'aliyun_v4_request'].reduce(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`aliyun_v4${accessKeySecret}`),
  );
}

/** Returns a signingKey() that caches its last result. The key changes once a day, or with the credentials. */
export function rememberSigningKey(): typeof signingKey {
  let last: { readonly secret: string; readonly scope: CredentialScope; readonly key: Buffer } | undefined;
  return (secret, scope) => {
    if (last === undefined || last.secret !== secret || !sameScope(last.scope, scope)) {
      last = { secret, scope, key: signingKey(secret, scope) };
    }
    return last.key;
  };
}

function sameScope(a: CredentialScope, b: CredentialScope): boolean {
  return a.date === b.date && a.region === b.region && a.product === b.product;
}
