import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from '../oss-wire/credentials.ts';
import { percentEncode } from '../oss-wire/percent-encoding.ts';
import { lowerCaseHeaders, type QueryPair } from '../oss-wire/signable-request.ts';

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** A request to an API of Alibaba Cloud, before it is signed. */
export interface AcsRequest {
  readonly method: string;
  /** The value of the header `Host`: with the port, unless it is the default one. */
  readonly host: string;
  /** Percent-encoded, as in the request line. RPC APIs use `/`. */
  readonly path: string;
  /** Not encoded. */
  readonly query?: readonly QueryPair[];
  /** Name of the operation, such as `InvokeFunction`. */
  readonly action: string;
  /** Version of the API, such as `2023-03-30`. */
  readonly version: string;
  /** Further headers, such as `content-type`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * All headers of a signed request, with lower-case names. Send them with the host, path, query and body that were signed.
 *
 * `now` is in Unix milliseconds. The server refuses a date that differs from its clock by more than 15 minutes. `nonce` is a
 * text that no other request has.
 *
 * Source: Alibaba Cloud SDK, "V3 request body and signature mechanism".
 */
export function acs3Headers(
  request: AcsRequest,
  credentials: Credentials,
  now: number,
  nonce: string,
): Readonly<Record<string, string>> {
  const payloadHash = sha256(request.body ?? '');
  const { securityToken } = credentials;
  const headers = Object.fromEntries(
    lowerCaseHeaders({
      ...request.headers,
      host: request.host,
      'x-acs-action': request.action,
      'x-acs-version': request.version,
      'x-acs-date': new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
      'x-acs-signature-nonce': nonce,
      'x-acs-content-sha256': payloadHash,
      ...(securityToken === undefined ? {} : { 'x-acs-security-token': securityToken }),
    }),
  );
  const signedHeaders = Object.keys(headers).filter(isSigned);
  const { method, path, query = [] } = request;
  const signature = acs3Signature(
    { method, path, query, headers, signedHeaders, payloadHash },
    credentials.accessKeySecret,
  );
  const { accessKeyId } = credentials;
  return { ...headers, authorization: authorizationOf({ accessKeyId, signedHeaders, signature }) };
}

function authorizationOf({ accessKeyId, signedHeaders, signature }: Acs3Authorization): string {
  return `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`;
}

/**
 * The headers that sign a request to an HTTP trigger with `authType: function`. Its body is not signed. `now` is in Unix
 * milliseconds. The host is that of the URL, which the client sends by itself.
 *
 * Source: Function Compute 3.0, "Configure signature authentication for HTTP triggers".
 */
export function acs3TriggerHeaders(
  { method, url }: { readonly method: string; readonly url: URL },
  { accessKeyId, accessKeySecret, securityToken }: Credentials,
  now: number,
): Readonly<Record<string, string>> {
  const headers = {
    'x-acs-date': new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(securityToken === undefined ? {} : { 'x-acs-security-token': securityToken }),
  };
  const signed = { host: url.host, ...headers };
  const signedHeaders = Object.keys(signed).toSorted();
  const signature = acs3Signature(
    {
      method,
      path: url.pathname.replaceAll('$', '%24'),
      query: [...url.searchParams],
      headers: signed,
      signedHeaders,
      payloadHash: '',
    },
    accessKeySecret,
  );
  return { ...headers, authorization: authorizationOf({ accessKeyId, signedHeaders, signature }) };
}

function isSigned(name: string): boolean {
  return name === 'host' || name === 'content-type' || name.startsWith('x-acs-');
}

/** The parts of a request that its signature covers. A client and a server compute the same signature from them. */
export interface SignableAcsRequest {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  /** Not encoded. */
  readonly query: readonly QueryPair[];
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case names. A name that `headers` does not have is signed with an empty value. */
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body in hex, or the empty text, with which HTTP triggers sign. */
  readonly payloadHash: string;
}

/** The signature in hex. */
export function acs3Signature(request: SignableAcsRequest, accessKeySecret: string): string {
  const names = request.signedHeaders.toSorted();
  const canonical = [
    request.method.toUpperCase(),
    canonicalPath(request.path),
    canonicalQuery(request.query),
    names.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join(''),
    names.join(';'),
    request.payloadHash,
  ].join('\n');
  const stringToSign = `${ALGORITHM}\n${sha256(canonical)}`;
  return createHmac('sha256', accessKeySecret).update(stringToSign).digest('hex');
}

/** Three characters that clients encode in different ways are always signed in the same way. */
function canonicalPath(path: string): string {
  return path.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

/** The SDKs do not encode names. The documentation does, and in the names that parameters have, both give the same. */
function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The parts of the header `Authorization`. */
export interface Acs3Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Undefined for a header of another form. */
export function readAcs3Authorization(header: string): Acs3Authorization | undefined {
  const parts =
    /^ACS3-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([a-z0-9;_-]+), *Signature=([0-9a-f]{64})$/.exec(header);
  const [, accessKeyId, names, signature] = parts ?? [];
  if (accessKeyId === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKeyId, signedHeaders: names.split(';'), signature };
}
