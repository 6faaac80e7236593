import { isUtf8 } from 'node:buffer';

const beyondAscii = /[\u0080-\u00ff]/;

/**
 * Node hands header values and request targets over as Latin-1, one character a byte. Clients that write UTF-8 there
 * (the OSS SDKs for Go and C++ do, in metadata and link targets) sign the text, not its bytes; so the text is restored.
 * What is not UTF-8 stays as it came.
 */
export function utf8FromLatin1(latin1: string): string {
  if (!beyondAscii.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : latin1;
}

/** The way back, for response headers: one character a byte, which is what Node writes to the socket. */
export function latin1FromUtf8(text: string): string {
  return notAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

const notAscii = /[^\0-\x7f]/;
