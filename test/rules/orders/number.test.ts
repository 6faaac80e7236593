import { expect, test } from 'vitest';
import { number } from '../../../src/rules/orders/number.ts';
import { compared, sorted } from './sorted.ts';

test('numbers stand by size, whatever their length', () => {
  const row = [
    '-12345678901234567891',
    '-2',
    '-1',
    '0',
    '0007',
    '42',
    // 17 digits and more: neighbours that one double would hold for both.
    '20261120083000123',
    '20261120083000124',
    '90071992547409920',
    '90071992547409921',
    `1${'0'.repeat(400)}`,
    `1${'0'.repeat(399)}1`,
  ];
  expect(sorted(number, [...row].reverse())).toEqual(row);
});

test.each([
  ['7', '007'],
  ['0', '-0'],
])('%s and %s have one place', (a, b) => {
  expect(compared(number, a, b)).toBe(0);
});

test.each([[''], ['1.5'], ['1e3'], ['0x10'], ['+1'], ['1_000'], [' 1'], ['1\n'], ['-'], ['٣'], ['latest']])(
  '%j is skipped',
  (text) => {
    expect(number.parse(text)).toEqual({ ok: false, why: `"${text}" is not a whole number` });
  },
);
