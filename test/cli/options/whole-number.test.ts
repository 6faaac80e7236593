import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { wholeNumber } from '../../../src/cli/options/whole-number.ts';

test.each([
  ['1', 1],
  ['16', 16],
  ['256', 256],
  ['007', 7],
])('%j is %i', (text, expected) => {
  expect(wholeNumber(1, 256)(text)).toBe(expected);
});

test.each(['', '0', '257', '-1', '1.5', '1e2', '0x10', ' 1', 'ten', '9999999999999999999'])(
  '%j is not a whole number',
  (text) => {
    expect(() => wholeNumber(1, 256)(text)).toThrow(InvalidArgumentError);
  },
);
