import { createHmac } from 'node:crypto';
import { type HeaderList, headerIn, headerList } from './header-list.ts';
import { headerBytes, isAscii } from './header-text.ts';
import { encodeKey, percentEncode, queryString } from './percent-encoding.ts';
import { sha256Hex } from './sha256.ts';
import type { QueryPair, SignableRequest } from './signable-request.ts';

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
  /** Whether the canonical request is ASCII, and so the value of each signed header. */
  readonly isAscii: boolean;
  readonly stringToSign: string;
  /** Lower-case hex. */
  readonly signature: string;
}

/**
 * Signs a request. `x-oss-date` and all other parameters must be in its headers, or in its query for a presigned URL
 * (without `x-oss-signature`). A server calls this with the request that it received and compares the signatures.
 */
export function signV4(request: SignableRequest, signing: SigningV4): SignatureV4 {
  return signHeadersV4(request, headerList(request.headers), signing.additionalHeaders, {
    head: stringToSignHead(signing.dateTime, signing.scope),
    hmac: (text) => createHmac('sha256', signing.signingKey).update(text).digest('hex'),
  });
}

/** What signatures of one second, scope and secret share. */
export interface SharedV4 {
  /** From stringToSignHead(). */
  readonly head: string;
  /** The HMAC of a text by the signing key, as lower-case hex. */
  readonly hmac: (text: string) => string;
}

/** Signs a request with the headers of a list from headerList() instead of its own. */
export function signHeadersV4(
  request: Omit<SignableRequest, 'headers'>,
  headers: HeaderList,
  wanted: readonly string[] | undefined,
  { head, hmac }: SharedV4,
): SignatureV4 {
  const additional = wanted === undefined ? NONE : additionalHeaders(headers, wanted);
  const canonical = canonicalRequest(request, headers, additional);
  const ascii = isAscii(canonical);
  const toSign = head + sha256Hex(ascii ? canonical : headerBytes(canonical));
  return {
    additionalHeaders: additional,
    canonicalRequest: canonical,
    isAscii: ascii,
    stringToSign: toSign,
    signature: hmac(toSign),
  };
}

const NONE: readonly string[] = [];

// Stage 1: the canonical request.

/**
 * The text whose digest is signed. `headers` is the result of headerList(), and `additional` that of additionalHeaders().
 * OSS accepts only `UNSIGNED-PAYLOAD` as digest of the body (EC 0002-00000214). Presigned URLs have no header for it.
 */
export function canonicalRequest(
  { method, bucket, key, query }: Omit<SignableRequest, 'headers'>,
  headers: HeaderList,
  additional: readonly string[],
): string {
  const digest = headerIn(headers, 'x-oss-content-sha256')?.trim() ?? 'UNSIGNED-PAYLOAD';
  const signed = canonicalHeaders(headers, additional);
  return `${method.toUpperCase()}\n${canonicalUri(bucket, key)}\n${canonicalQuery(query)}\n${signed}\n${additional.join(';')}\n${digest}`;
}

/** `/<bucket>/<key>` for every form of address, `/<bucket>/` for a bucket, `/` for the account. */
export function canonicalUri(bucket?: string, key?: string): string {
  return bucket === undefined ? '/' : `/${encodeKey(bucket)}/${encodeKey(key ?? '')}`;
}

/** Encoded pairs, ordered by the bytes of their encoded names. A pair without a value is only its name. */
export function canonicalQuery(query: readonly QueryPair[]): string {
  // Most requests have at most one parameter, which does not need sorting.
  const [first, second] = query;
  if (first === undefined) return '';
  if (second === undefined) return queryString(query);
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

/** One `name:value` line with a line feed for each signed header, without white space around the value. */
export function canonicalHeaders(headers: HeaderList, additional: readonly string[]): string {
  let lines = '';
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? '';
    const start = lineStart(name) || (additional.includes(name) ? `${name}:` : '');
    if (start !== '') lines += `${start}${(headers[at + 1] ?? '').trim()}\n`;
  }
  return lines;
}

/**
 * The start of the line of each header that was signed, by name; empty for headers that are not signed by default. Requests
 * have the same few names again and again, and each text that is joined to another costs time when the whole is hashed.
 */
const LINE_STARTS = new Map<string, string>();
const MOST_NAMES = 1000;

function lineStart(name: string): string {
  const known = LINE_STARTS.get(name);
  if (known !== undefined) return known;
  // Names come from requests, so a server could collect any number of them.
  if (LINE_STARTS.size >= MOST_NAMES) LINE_STARTS.clear();
  const start = signedByDefault(name) ? [name, ':'].join('') : '';
  LINE_STARTS.set(name, start);
  return start;
}

/** Headers that are always signed if they are sent. */
export function signedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

/**
 * The wanted headers that are sent and not signed by default, in lower case and byte order. OSS refuses a list with a
 * header that is not sent (EC 0002-00000211).
 */
export function additionalHeaders(headers: HeaderList, wanted: readonly string[]): readonly string[] {
  // The usual case. Client and server get here with every request.
  if (wanted.length === 0) return [];
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  return headers.filter((name, at) => at % 2 === 0 && names.has(name) && !signedByDefault(name));
}

// Stage 2: the string to sign.

/** The four lines that are signed. `dateTime` is the request's `x-oss-date`. */
export function stringToSign(dateTime: string, scope: CredentialScope, canonicalRequest: string): string {
  return stringToSignHead(dateTime, scope) + sha256Hex(headerBytes(canonicalRequest));
}

/** The first three of these lines, which are the same for all requests of a second. */
export function stringToSignHead(dateTime: string, scope: CredentialScope): string {
  return ['OSS4-HMAC-SHA256', dateTime, credentialScope(scope), ''].join('\n');
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
