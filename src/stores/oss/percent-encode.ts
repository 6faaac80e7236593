/**
 * Percent-encodes every UTF-8 byte outside `A-Za-z0-9-._~`, the set of RFC 3986 that OSS signs with.
 * Throws URIError on a lone surrogate, which no UTF-8 text can hold.
 */
export function percentEncode(text: string): string {
  // encodeURIComponent leaves these five as they are; the signature does not.
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
