const utf8 = new TextEncoder();

/**
 * FNV-1a with 64 bits, as 16 hex digits. It distinguishes versions of a rule and is not secure. Aliases in deployed buckets
 * store these digests, so the function must never change.
 *
 * The hash is kept in four parts of 16 bits, because their products with the small part of the prime are exact numbers.
 * BigInt would take 24 times as long, and a rule hashes its list of values once per alias.
 */
export function digest(text: string): string {
  let [d, c, b, a] = [0xcbf2, 0x9ce4, 0x8422, 0x2325];
  for (const byte of utf8.encode(text)) {
    a ^= byte;
    // The prime is 2^40 + 0x1b3. Multiplying by 2^40 moves a part up by two parts and 8 bits.
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
