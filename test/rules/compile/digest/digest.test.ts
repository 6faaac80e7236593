import { expect, test } from 'vitest';
import { digest } from '../../../../src/rules/compile/digest/digest.ts';

// Test vectors of FNV-1a 64, draft-eastlake-fnv, appendix C.
test.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('%j is %s', (text, hex) => {
  expect(digest(text)).toBe(hex);
});

test('hashes UTF-8 bytes and always has 16 digits', () => {
  expect(digest('é')).not.toBe(digest('e'));
  const digits = Array.from({ length: 500 }, (_, i) => digest(`form ${i}`));
  expect(digits.filter((text) => !/^[0-9a-f]{16}$/.test(text))).toEqual([]);
  expect(new Set(digits).size).toBe(500);
});

/** FNV-1a, straight from its definition. */
function byDefinition(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, '0');
}

// Digests stored in deployed buckets. A change would cause every alias to be decided again.
test.each([
  ['a NUL', '\0', 'af63bd4c8601b7df'],
  ['two bytes', 'ÿ', '0ac20907b7180637'],
  ['three bytes', '€', '5646581b8855166b'],
  ['four bytes', '😀', 'feff073875020288'],
  ['half a surrogate pair', '\ud800', '6f6d661b9658624a'],
  ['a template', 'releases/版本/{file}', 'f21fa755c0883dc9'],
  [
    'the parts of a rule',
    '["semver",[{"kind":"group","group":"v"}],"r/","^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$"]',
    'fbfc54f70e9c0aa8',
  ],
  ['one byte many times', 'a'.repeat(1000), '3c835852fbac676d'],
  ['high bytes many times', '\u00ff'.repeat(300), '46c119447b38611d'],
  ['a long list', JSON.stringify(Array.from({ length: 2000 }, (_, i) => `value-${i}`)), 'd7374547db5f328b'],
  [
    'all characters of up to two bytes',
    String.fromCharCode(...Array.from({ length: 2048 }, (_, i) => i)),
    'cb69105d928ef9e5',
  ],
])('%s keeps its digest', (_, text, hex) => {
  expect(digest(text)).toBe(hex);
});

test('equals the definition for random texts', () => {
  const texts = Array.from({ length: 3_000 }, (_, i) =>
    String.fromCodePoint(...Array.from({ length: i % 60 }, (_, j) => 1 + ((i * 7_919 + j * 104_729) % 0xd000))),
  );
  expect(texts.filter((text) => digest(text) !== byDefinition(text))).toEqual([]);
});
