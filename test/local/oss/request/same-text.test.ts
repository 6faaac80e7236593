import { expect, test } from 'vitest';
import { sameText } from '../../../../src/local/oss/request/same-text.ts';

test.each([
  ['', '', true],
  ['abc', 'abc', true],
  ['目', '目', true],
  ['abc', 'abd', false],
  ['abc', 'ab', false],
  ['', 'a', false],
])('%j and %j: %s', (a, b, same) => {
  expect(sameText(a, b)).toBe(same);
});
