import { expect, test } from 'vitest';
import { isMasked } from '../../../src/cli/cfc/is-masked.ts';

test.each([undefined, '', '*', '********', 'ab****yz', '****yz', 'ab*'])('%j is masked', (value) => {
  expect(isMasked(value)).toBe(true);
});

test.each(['06a62b70', 'a', 'a b', '{"a":1}'])('%j is not masked', (value) => {
  expect(isMasked(value)).toBe(false);
});
