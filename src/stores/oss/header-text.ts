/**
 * A header value is bytes. OSS SDKs write UTF-8 there, so text stands for it. Bytes that are not UTF-8 (a Latin-1 file
 * name in Content-Disposition) are kept one by one as private-use characters, U+EF80 to U+EFFF. What is read from one
 * object can then be written to another unchanged.
 */
const escaped = /[\uef80-\uefff]/;
const notAscii = /[^\0-\x7f]/;
/** Text that would not give its bytes back: a replacement character may stand for any byte. */
const ambiguous = /[\ufffd\uef80-\uefff]/;

const OFFSET = 0xef00;

/** The text of a value, from its bytes. */
export function headerText(bytes: Buffer): string {
  const text = bytes.toString();
  if (!ambiguous.test(text)) return text;
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(OFFSET + byte.charCodeAt(0)));
}

/** The bytes of a value, one character each, which is how Node and undici take header values. */
export function headerLatin1(text: string): string {
  if (!notAscii.test(text)) return text;
  if (!escaped.test(text)) return Buffer.from(text).toString('latin1');
  return text.replace(/[\uef80-\uefff]|[^\0-\x7f\uef80-\uefff]+/g, (part) =>
    escaped.test(part) ? String.fromCharCode(part.charCodeAt(0) - OFFSET) : Buffer.from(part).toString('latin1'),
  );
}

/** What a signature covers of a value: its bytes. */
export function headerBytes(text: string): string | Buffer {
  return escaped.test(text) ? Buffer.from(headerLatin1(text), 'latin1') : text;
}
