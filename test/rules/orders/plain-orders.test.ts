import { describe, expect, test } from 'vitest';
import { lexical, listOrder, natural, number, uploaded } from '../../../src/rules/orders/plain-orders.ts';
import { compared, sorted } from './sorted.ts';

test('digits compare as numbers, other text as bytes, and numbers come before text', () => {
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

test('leading zeros are ignored', () => {
  expect(compared(natural, 'a01', 'a1')).toBe(0);
});

test('a very long text does not overflow the stack', () => {
  const long = 'a1'.repeat(200_000);
  expect(compared(natural, `${long}1`, `${long}2`)).toBe(-1);
});

test('only the empty text is skipped', () => {
  expect(natural.parse('')).toEqual({ ok: false, why: 'it is empty' });
});

describe('lexical', () => {
  test('texts sort by their UTF-8 bytes, also outside the basic plane', () => {
    const row = [
      '\u0001',
      ' ',
      '10',
      '9',
      'A',
      'a',
      'a\u0000',
      'ab',
      'z',
      'é',
      '中',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '😀',
      '😁',
      '🤖',
    ];
    expect(sorted(lexical, [...row].reverse())).toEqual(row);
    expect([...row].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))).toEqual(row);
    // The default order of JavaScript differs, so that the test can fail.
    expect([...row].sort()).not.toEqual(row);
  });

  test('only the empty text is skipped', () => {
    expect(lexical.parse('')).toEqual({ ok: false, why: 'it is empty' });
  });
});

describe('number', () => {
  test('numbers of any length sort by value', () => {
    const row = [
      '-12345678901234567891',
      '-2',
      '-1',
      '0',
      '0007',
      '42',
      // Neighbours with 17 and more digits, which are equal as doubles.
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
  ])('%s equals %s', (a, b) => {
    expect(compared(number, a, b)).toBe(0);
  });

  test.each([[''], ['1.5'], ['1e3'], ['0x10'], ['+1'], ['1_000'], [' 1'], ['1\n'], ['-'], ['٣'], ['latest']])(
    '%j is skipped',
    (text) => {
      expect(number.parse(text)).toEqual({ ok: false, why: `"${text}" is not a whole number` });
    },
  );
});

describe('uploaded', () => {
  test.each([
    ['a', 'b'],
    ['', '10'],
  ])('%j equals %j, so the tie-break decides', (a, b) => {
    expect(compared(uploaded, a, b)).toBe(0);
  });
});

describe('list', () => {
  const channels = listOrder(['alpha', 'beta', 'rc', 'stable']);

  test('values sort as in the rule and not alphabetically', () => {
    expect(sorted(channels, ['stable', 'alpha', 'rc', 'beta', 'alpha'])).toEqual([
      'alpha',
      'alpha',
      'beta',
      'rc',
      'stable',
    ]);
  });

  test.each([[''], ['Stable'], ['stable '], ['gamma'], ['alpha,beta']])('%j is skipped', (text) => {
    expect(channels.parse(text)).toEqual({ ok: false, why: `"${text}" is not in the list alpha < beta < rc < stable` });
  });
});
