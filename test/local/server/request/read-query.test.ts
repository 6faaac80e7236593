import { expect, test } from 'vitest';
import { readQuery } from '../../../../src/local/server/request/read-query.ts';

test.each([
  ['', []],
  ['&&', []],
  ['a', [['a', '']]],
  ['a=', [['a', '']]],
  [
    'a=b=c&d',
    [
      ['a', 'b=c'],
      ['d', ''],
    ],
  ],
  [
    'x=1&x=2',
    [
      ['x', '1'],
      ['x', '2'],
    ],
  ],
  ['=v', [['', 'v']]],
])('%j has the pairs %j', (query, pairs) => {
  expect(readQuery(query, (encoded) => encoded)).toEqual(pairs);
});

test('names and values are decoded one by one', () => {
  const upper = (encoded: string): string => encoded.toUpperCase();
  expect(readQuery('a=b&c', upper)).toEqual([
    ['A', 'B'],
    ['C', ''],
  ]);
});
