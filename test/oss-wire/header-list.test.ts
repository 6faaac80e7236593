import { expect, test } from 'vitest';
import { headerIn, headerList, sentHeaders } from '../../src/oss-wire/header-list.ts';
import { lowerCaseHeaders } from '../../src/oss-wire/signable-request.ts';

test.each([
  [{}, []],
  [{ b: '1', a: '2', c: '3' }, ['a', '2', 'b', '1', 'c', '3']],
  [{ 'X-Oss-B': ' 1 ', 'x-oss-a': '\t2', Host: '' }, ['host', '', 'x-oss-a', '\t2', 'x-oss-b', ' 1 ']],
  [{ a_b: '1', 'a-b': '2', ab: '3' }, ['a-b', '2', 'a_b', '1', 'ab', '3']],
  // The first of two equal names stays.
  [{ A: '1', a: '2' }, ['a', '1']],
])('%j in order', (headers, list) => {
  expect(headerList(headers)).toEqual(list);
});

test('headers are added to those that the list begins with, which stay', () => {
  expect(headerList({ z: '1', a: '2', 'x-date': 'other' }, ['b', '0', 'x-date', 'now'])).toEqual([
    'a',
    '2',
    'b',
    '0',
    'x-date',
    'now',
    'z',
    '1',
  ]);
});

/** Names of a few letters, so that some are equal and some begin like others. */
function randomHeaders(seed: number): Record<string, string> {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const name = (): string => Array.from({ length: 1 + next(4) }, () => 'ab-_'[next(4)]).join('');
  return Object.fromEntries(Array.from({ length: next(12) }, () => [name(), String(next(9))]));
}

test('the order is that of sorted names', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const headers = randomHeaders(seed);
    expect(headerList(headers)).toEqual([...lowerCaseHeaders(headers)].flat());
  }
});

test.each([
  ['a', '1'],
  ['c', '3'],
  // A value is not a name.
  ['1', undefined],
  ['d', undefined],
])('the value of %s is %s', (name, value) => {
  expect(headerIn(['a', '1', 'b', '2', 'c', '3'], name)).toBe(value);
});

test('headers as they are sent have one character for each byte', () => {
  expect(sentHeaders({ b: 'x', a: 'é', c: 'caf\uefe9' })).toEqual(['b', 'x', 'a', 'Ã©', 'c', 'café']);
});
