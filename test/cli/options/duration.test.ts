import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { duration } from '../../../src/cli/options/duration.ts';

test.each([
  ['30s', 30_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
])('%s', (text, milliseconds) => {
  expect(duration(text)).toBe(milliseconds);
});

test.each(['', '5', '5 m', '-5m', '1.5h', '0s', 'm'])('%j is refused', (text) => {
  expect(() => duration(text)).toThrow(InvalidArgumentError);
});
