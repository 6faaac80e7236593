import { expect, test } from 'vitest';
import { commonStart } from '../../src/rules/common-start.ts';

test.each([
  ['', '', ''],
  ['', 'a', ''],
  ['a', 'b', ''],
  ['a/b', 'a/c', 'a/'],
  ['a/', 'a/c', 'a/'],
  ['a/b', 'a/b', 'a/b'],
  ['é1', 'é2', 'é'],
  // These share their first UTF-16 code unit only.
  ['a/😀', 'a/😁', 'a/'],
  ['a/😀', 'a/😀b', 'a/😀'],
  ['a/😀', 'a/😀', 'a/😀'],
])('%j and %j share %j', (a, b, shared) => {
  expect(commonStart(a, b)).toBe(shared);
  expect(commonStart(b, a)).toBe(shared);
});
