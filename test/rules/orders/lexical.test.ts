import { expect, test } from 'vitest';
import { lexical } from '../../../src/rules/orders/lexical.ts';
import { sorted } from './sorted.ts';

test('texts stand by their UTF-8 bytes, beyond the basic plane too', () => {
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
  // What JavaScript's own order would make of it, so that the row above can fail.
  expect([...row].sort()).not.toEqual(row);
});

test('only the empty text is skipped', () => {
  expect(lexical.parse('')).toEqual({ ok: false, why: 'it is empty' });
});
