/**
 * Converts header values between bytes and text. Values are decoded as UTF-8, as OSS SDKs write them. If that would lose
 * bytes (a Latin-1 file name in Content-Disposition), each byte beyond ASCII becomes a private-use character, U+EF80 to
 * U+EFFF. So a value that was read from one object can be written to another unchanged.
 */
const escaped = /[\uef80-\uefff]/;
const notAscii = /[^\0-\x7f]/;
/** Text that could not be converted back to its bytes: a replacement character can come from any byte. */
const ambiguous = /[\ufffd\uef80-\uefff]/;

const OFFSET = 0xef00;

/** Converts the bytes of a value to text. */
export function headerText(bytes: Buffer): string {
  const text = bytes.toString();
  if (!ambiguous.test(text)) return text;
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(OFFSET + byte.charCodeAt(0)));
}

/** Converts text to a string with one character per byte, as Node and undici expect header values. */
export function headerLatin1(text: string): string {
  if (!notAscii.test(text)) return text;
  if (!escaped.test(text)) return Buffer.from(text).toString('latin1');
  return text.replace(/[\uef80-\uefff]|[^\0-\x7f\uef80-\uefff]+/g, (part) =>
    escaped.test(part) ? String.fromCharCode(part.charCodeAt(0) - OFFSET) : Buffer.from(part).toString('latin1'),
  );
}

/** Whether a text is the same in every encoding of header values. In half the time of a regex for a request of 500 bytes. */
export function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** The form of a text to hash in a signature, so that the signature covers the bytes that are sent. */
export function headerBytes(text: string): string | Buffer {
  return escaped.test(text) ? Buffer.from(headerLatin1(text), 'latin1') : text;
}
