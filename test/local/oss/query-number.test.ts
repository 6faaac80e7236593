import { expect, test } from 'vitest';
import { queryNumber } from '../../../src/local/oss/query-number.ts';

test.each([
  ['0', 0],
  ['1000', 1000],
  ['007', 7],
])('%s', (text, number) => {
  expect(queryNumber(new Map([['max-keys', text]]), 'max-keys')).toBe(number);
});

test('absent', () => {
  expect(queryNumber(new Map(), 'max-keys')).toBeUndefined();
});

test.each(['', '-1', '1.5', '1e3', 'ten', '99999999999'])('%j is refused', (text) => {
  expect(() => queryNumber(new Map([['max-keys', text]]), 'max-keys')).toThrow(
    'Argument max-keys must be a whole number.',
  );
});
