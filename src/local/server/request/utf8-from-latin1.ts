import { isUtf8 } from 'node:buffer';

const beyondAscii = /[\u0080-\u00ff]/;

/**
 * Node passes header values and request targets as Latin-1, one character per byte. Clients that send UTF-8 there (the OSS
 * SDKs for Go and C++, in metadata and link targets) sign the text and not its bytes, so this restores the text. Bytes that
 * are not UTF-8 are unchanged.
 */
export function utf8FromLatin1(latin1: string): string {
  if (!beyondAscii.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : latin1;
}

/** The inverse, for response headers: one character per byte, which Node writes to the socket. */
export function latin1FromUtf8(text: string): string {
  // Faster than a regex: four times for a page of a thousand keys.
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text, 'utf8').toString('latin1');
}
