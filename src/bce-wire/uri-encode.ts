import { headerBytes } from '../oss-wire/header-text.ts';
import { percentEncode } from '../oss-wire/percent-encoding.ts';

/**
 * UriEncode of bce-auth-v1: every UTF-8 byte except `A-Za-z0-9-._~`. A header value that is not UTF-8 is encoded by the
 * bytes that are sent. Throws URIError for a lone surrogate.
 * Source: Baidu AI Cloud, "Authentication mechanism", https://cloud.baidu.com/doc/Reference/s/njwvz1yfu.
 */
export function uriEncode(text: string): string {
  const bytes = headerBytes(text);
  if (typeof bytes === 'string') return percentEncode(bytes);
  return [...bytes].map((byte) => (byte < 0x80 ? percentEncode(String.fromCharCode(byte)) : hex(byte))).join('');
}

function hex(byte: number): string {
  return `%${byte.toString(16).toUpperCase()}`;
}

/** Encodes a path of decoded segments: as uriEncode, and `/` stays. */
export function uriEncodePath(text: string): string {
  return uriEncode(text).replaceAll('%2F', '/');
}
