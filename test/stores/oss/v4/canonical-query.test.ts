import { expect, test } from 'vitest';
import { canonicalQuery } from '../../../../src/stores/oss/v4/canonical-query.ts';

test.each([
  ['nothing', [], ''],
  [
    'upper case before lower, as bytes order them and a locale does not',
    [
      ['b', '1'],
      ['B', '2'],
      ['a', '3'],
      ['_', '4'],
    ],
    'B=2&_=4&a=3&b=1',
  ],
  [
    'a name before the longer ones that begin with it',
    [
      ['a-b', '1'],
      ['a', 'z'],
      ['a.b', '2'],
    ],
    'a=z&a-b=1&a.b=2',
  ],
  [
    'the order is that of the encoded names',
    [
      ['~', '1'],
      ['é', '2'],
      ['a', '3'],
    ],
    '%C3%A9=2&a=3&~=1',
  ],
  [
    'a name that comes twice is ordered by value',
    [
      ['a', '2'],
      ['a', '1'],
    ],
    'a=1&a=2',
  ],
] as const)('%s', (_, query, text) => {
  expect(canonicalQuery(query)).toBe(text);
});
