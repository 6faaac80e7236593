/**
 * Compares two object keys as OSS lists them: by their UTF-8 bytes.
 *
 * JavaScript's `<` compares UTF-16 code units, which puts characters beyond the basic plane (surrogates, 0xD800..)
 * before U+E000..U+FFFF. UTF-8 bytes and code points agree, so code points are compared where a surrogate is met.
 */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return weight(x) - weight(y);
  }
  return a.length - b.length;
}

/** Moves surrogates above every other code unit, where their code points belong. */
function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
