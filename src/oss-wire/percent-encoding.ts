import type { QueryPair } from './signable-request.ts';

/**
 * Percent-encodes every UTF-8 byte outside `A-Za-z0-9-._~`, the set of RFC 3986 that OSS signs with.
 * Throws URIError on a lone surrogate, which no UTF-8 text can hold.
 */
export function percentEncode(text: string): string {
  // encodeURIComponent leaves these five as they are; the signature does not.
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Decodes `%XX` exactly once, as strict UTF-8. Throws URIError where a `%` begins no byte or the bytes are no UTF-8
 * text: a key read loosely would name another object than the one that was signed.
 */
export function percentDecode(encoded: string): string {
  return encoded.includes('%') ? decodeURIComponent(encoded) : encoded;
}

/** An object key as it stands in a request path and in the target header of a symlink: `/` stays, all else is encoded. */
export function encodeKey(key: string): string {
  return percentEncode(key).replaceAll('%2F', '/');
}

/** A query as it is written in a request line, in the order given; a name alone where the value is empty. */
export function queryString(query: readonly QueryPair[]): string {
  return query.map(([name, value]) => percentEncode(name) + (value === '' ? '' : `=${percentEncode(value)}`)).join('&');
}
