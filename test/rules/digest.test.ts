import { expect, test } from 'vitest';
import { digest } from '../../src/rules/digest.ts';

// Test vectors of FNV-1a 64, draft-eastlake-fnv, appendix C.
test.each([
  ['', 'cbf29ce484222325'],
  ['a', 'af63dc4c8601ec8c'],
  ['foobar', '85944171f73967e8'],
])('%j is %s', (text, hex) => {
  expect(digest(text)).toBe(hex);
});

test('is over UTF-8 bytes, and always 16 digits', () => {
  expect(digest('é')).not.toBe(digest('e'));
  const digits = Array.from({ length: 500 }, (_, i) => digest(`form ${i}`));
  expect(digits.filter((text) => !/^[0-9a-f]{16}$/.test(text))).toEqual([]);
  expect(new Set(digits).size).toBe(500);
});
