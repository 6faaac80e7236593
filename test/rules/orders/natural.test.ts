import { expect, test } from 'vitest';
import { natural } from '../../../src/rules/orders/natural.ts';
import { compared, sorted } from './sorted.ts';

test('runs of digits count as numbers, all else as bytes, and a number before text', () => {
  const row = [
    '9',
    '10',
    '10a',
    '20261120083000123',
    '20261120083000124',
    '-1',
    'B',
    'a',
    'a1',
    'a1b',
    'a1b2',
    'a2',
    'a10',
    'b',
    'build-9',
    'build-10',
    'build-10-rc',
    'é',
    '\ue000',
    '😀',
  ];
  expect(sorted(natural, [...row].reverse())).toEqual(row);
});

test('leading zeros do not count', () => {
  expect(compared(natural, 'a01', 'a1')).toBe(0);
});

test('a very long text costs no recursion', () => {
  const long = 'a1'.repeat(200_000);
  expect(compared(natural, `${long}1`, `${long}2`)).toBe(-1);
});

test('only the empty text is skipped', () => {
  expect(natural.parse('')).toEqual({ ok: false, why: 'it is empty' });
});
