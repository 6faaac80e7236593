const utf8 = new TextEncoder();

/**
 * Computes the 64-bit FNV-1a hash of a text, as 16 hex digits. The hash distinguishes versions of a rule and is not secure.
 * Aliases in deployed buckets store these hashes, so this function must never change.
 *
 * The hash is stored as two halves of 32 bits. The product of a half and the small part of the prime is an exact number.
 * BigInt would be many times slower, and a rule hashes its list of values once for each alias.
 */
export function digest(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  const add = (byte: number): void => {
    low = (low ^ byte) >>> 0;
    // The prime is 2^40 + 0x1b3. Multiplying by 2^40 shifts the low half by 8 bits into the high half.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + (low << 8) + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) {
      // A half of a surrogate pair is encoded together with the other one.
      for (const byte of utf8.encode(text.slice(at))) add(byte);
      break;
    }
    add(code);
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
