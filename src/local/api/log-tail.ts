/** The part of the log that an invocation can return, in bytes (Function Compute, InvokeFunction). */
const LOG_TAIL = 4096;

/** The last bytes of the log in Base64. A character that would be cut in half is left out. */
export function logTail(lines: readonly string[]): string {
  const log = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  let from = Math.max(0, log.length - LOG_TAIL);
  // The bytes inside a character of UTF-8 begin with the bits 10.
  while (from > 0 && ((log[from] ?? 0) & 0xc0) === 0x80) from += 1;
  return log.subarray(from).toString('base64');
}
