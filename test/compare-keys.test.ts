import { describe, expect, test } from 'vitest';
import { compareKeys } from '../src/compare-keys.ts';

describe('keys compare as their UTF-8 bytes do', () => {
  test.each([
    ['', '', 0],
    ['a', 'a', 0],
    ['', 'a', -1],
    ['a', 'ab', -1],
    ['B', 'a', -1],
    ['a/', 'a0', -1],
    ['a', 'é', -1],
    ['é', '界', -1],
    // U+FF5E is beyond the surrogates as a code unit, and below them as bytes.
    ['\u{ff5e}', '🚀', -1],
    ['\u{e000}', '\u{10000}', -1],
    ['🚀a', '🚀b', -1],
    ['\u{1f680}', '\u{1f681}', -1],
    ['x🚀', 'x\u{d7ff}', 1],
  ])('%j and %j', (a, b, sign) => {
    expect(Math.sign(compareKeys(a, b))).toBe(sign);
    expect(Math.sign(compareKeys(b, a))).toBe(sign === 0 ? 0 : -sign);
    expect(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))).toBe(sign);
  });
});

test('sorting agrees with the byte order for random keys', () => {
  const units = ['a', 'b', '/', '0', 'é', '\u{7ff}', '\u{800}', '\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}', '🚀'];
  const keys = units.flatMap((one) => ['', ...units].flatMap((two) => units.map((three) => one + two + three)));
  const byBytes = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(keys.toReversed().toSorted(compareKeys)).toEqual(byBytes);
});
