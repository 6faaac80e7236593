import type { QueryPair } from './signable-request.ts';

/** Most texts do not need encoding, and this test takes a tenth of the time of encoding them. */
const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;
const UNRESERVED_PATH = /^[A-Za-z0-9\-._~/]*$/;

/**
 * Percent-encodes every UTF-8 byte except `A-Za-z0-9-._~` (RFC 3986, as OSS signs). Throws URIError for a lone surrogate,
 * which has no UTF-8 form.
 */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  // encodeURIComponent does not encode these five characters, but signatures do.
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Decodes `%XX` exactly once. Throws URIError for a `%` without two hex digits and for bytes that are not UTF-8: with a
 * lenient decoder, the key could differ from the one that was signed.
 */
export function percentDecode(encoded: string): string {
  return encoded.includes('%') ? decodeURIComponent(encoded) : encoded;
}

/** Encodes an object key for a request path or the target header of a symlink. `/` is not encoded. */
export function encodeKey(key: string): string {
  return UNRESERVED_PATH.test(key) ? key : percentEncode(key).replaceAll('%2F', '/');
}

/** Writes a query in the given order. A parameter with an empty value is only its name. */
export function queryString(query: readonly QueryPair[]): string {
  let text = '';
  for (const [name, value] of query) {
    if (text !== '') text += '&';
    text += value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`;
  }
  return text;
}
