import { createHmac } from 'node:crypto';
import type { Credentials } from '../oss-wire/credentials.ts';
import type { QueryPair } from '../oss-wire/signable-request.ts';
import { uriEncode } from './uri-encode.ts';

/**
 * Signatures of Baidu AI Cloud, bce-auth-v1: of BOS, CFC and IAM. A signature is made in three stages: a canonical request,
 * a signing key, and the HMAC of the two. Each stage is a function of its own, because the vendor and its SDKs publish test
 * vectors. Bodies are not signed.
 * Source: https://cloud.baidu.com/doc/Reference/s/njwvz1yfu, bce-sdk-js src/auth.js, bce-sdk-go auth/signer.go.
 */
export interface BceRequest {
  readonly method: string;
  /** The path as it is sent, encoded, without the query. */
  readonly path: string;
  /** Decoded. */
  readonly query: readonly QueryPair[];
  /** Names in any case. `x-bce-date` and the security token must be in it if they are sent. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface BceSigning {
  readonly credentials: Pick<Credentials, 'accessKeyId' | 'accessKeySecret'>;
  /** Unix milliseconds. */
  readonly now: number;
  /** How long the signature is valid, in seconds. Default 1,800. */
  readonly expirySeconds?: number;
  /**
   * The headers to sign. Default: the default set, listed by name. An empty list signs the default set without naming it,
   * which servers accept too.
   */
  readonly signedHeaders?: readonly string[];
}

/** The default of `expirySeconds`, as in the SDKs. */
export const DEFAULT_EXPIRY_SECONDS = 1800;

/** Signs a request. Returns the value of the header `authorization`, or of the query parameter in a presigned URL. */
export function signBce(request: BceRequest, signing: BceSigning): string {
  const { credentials, now, expirySeconds = DEFAULT_EXPIRY_SECONDS } = signing;
  const names = headersToSign(request.headers, signing.signedHeaders);
  const prefix = authPrefix(credentials.accessKeyId, bceTime(now), expirySeconds);
  const signature = bceSignature(signingKey(credentials.accessKeySecret, prefix), canonicalRequest(request, names));
  const listed = signing.signedHeaders?.length === 0 ? [] : names;
  return `${prefix}/${listed.join(';')}/${signature}`;
}

// Stage 1: the canonical request.

/** The text that is signed. `names` is the result of headersToSign(). It ends without a line feed. */
export function canonicalRequest(request: BceRequest, names: readonly string[]): string {
  return [
    request.method.toUpperCase(),
    canonicalUri(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(request.headers, names),
  ].join('\n');
}

/**
 * The path that is sent. It is encoded already and never encoded twice: only characters that the path should have encoded,
 * and did not, are.
 */
export function canonicalUri(path: string): string {
  const encoded = path.replace(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~/]/gu, (part) =>
    part.length === 3 && part.startsWith('%') ? part.toUpperCase() : uriEncode(part),
  );
  return encoded.startsWith('/') ? encoded : `/${encoded}`;
}

/** All parameters except the signature itself, as `name=value`, in the order of these texts. */
export function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .filter(([name]) => name.toLowerCase() !== 'authorization')
    .map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`)
    .sort(byCodeUnit)
    .join('&');
}

/**
 * One line `name:value` for each header, in the order of the lines and not of the names: `x-bce-meta-a-b:` comes before
 * `x-bce-meta-a:`.
 */
export function canonicalHeaders(headers: Readonly<Record<string, string>>, names: readonly string[]): string {
  const wanted = new Set(names);
  return signable(headers)
    .filter(([name]) => wanted.has(name))
    .map(([name, value]) => `${uriEncode(name)}:${uriEncode(value)}`)
    .sort(byCodeUnit)
    .join('\n');
}

/**
 * The lower-case names of the headers that a signature covers, sorted. Without `wanted`, or if it is empty: the default set
 * of the SDKs, which is `host`, `content-length`, `content-md5`, `content-type` and all `x-bce-` headers. A header without a
 * value is not signed.
 */
export function headersToSign(
  headers: Readonly<Record<string, string>>,
  wanted: readonly string[] = [],
): readonly string[] {
  const given = new Set(wanted.map((name) => name.toLowerCase()));
  return signable(headers)
    .map(([name]) => name)
    .filter((name) => (given.size === 0 ? signedByDefault(name) : given.has(name)))
    .sort(byCodeUnit);
}

const DEFAULT_NAMES: ReadonlySet<string> = new Set(['host', 'content-length', 'content-md5', 'content-type']);

/** Source: all SDKs. bce-sdk-go leaves out the request id, which servers and proxies add. */
function signedByDefault(name: string): boolean {
  return DEFAULT_NAMES.has(name) || (name.startsWith('x-bce-') && name !== 'x-bce-request-id');
}

/** Lower-case names and trimmed values, without empty ones. */
function signable(headers: Readonly<Record<string, string>>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([, value]) => value !== '');
}

/** Encoded text is ASCII, so the order of code units is the order of bytes. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

// Stage 2: the signing key.

/** The first four parts of the signature, which the signing key is made from. `timestamp` is the result of bceTime(). */
export function authPrefix(accessKeyId: string, timestamp: string, expirySeconds: number): string {
  return `bce-auth-v1/${accessKeyId}/${timestamp}/${expirySeconds}`;
}

/** Unix milliseconds in the form of `x-bce-date`: `2014-06-13T05:57:36Z`. */
export function bceTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

/** 64 hex digits. The next stage uses this text as its key, and not the bytes that it stands for. */
export function signingKey(accessKeySecret: string, prefix: string): string {
  return createHmac('sha256', accessKeySecret).update(prefix).digest('hex');
}

// Stage 3: the signature.

/** 64 hex digits. */
export function bceSignature(signingKey: string, canonicalRequest: string): string {
  return createHmac('sha256', signingKey).update(canonicalRequest).digest('hex');
}
