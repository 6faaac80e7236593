const utf8 = new TextEncoder();

/**
 * Computes the 64-bit FNV-1a hash of a text, as 16 hex digits. The hash distinguishes versions of a rule and is not secure.
 * Aliases in deployed buckets store these hashes, so this function must never change.
 *
 * The hash is stored as four parts of 16 bits, because the product of a part and the small part of the prime is an exact
 * number. BigInt would be 24 times slower, and a rule hashes its list of values once for each alias.
 */
export function digest(text: string): string {
  let [d, c, b, a] = [0xcbf2, 0x9ce4, 0x8422, 0x2325];
  for (const byte of utf8.encode(text)) {
    a ^= byte;
    // The prime is 2^40 + 0x1b3. Multiplying by 2^40 shifts a part by two parts and 8 bits.
    const a1 = a * 0x1b3;
    const b1 = b * 0x1b3 + (a1 >>> 16);
    const c1 = c * 0x1b3 + (a << 8) + (b1 >>> 16);
    const d1 = d * 0x1b3 + (b << 8) + (c1 >>> 16);
    a = a1 & 0xffff;
    b = b1 & 0xffff;
    c = c1 & 0xffff;
    d = d1 & 0xffff;
  }
  return [d, c, b, a].map((part) => part.toString(16).padStart(4, '0')).join('');
}
