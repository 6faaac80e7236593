import { expect, test } from 'vitest';
import { queryString } from '../../../src/stores/oss/query-string.ts';

test.each([
  [[], ''],
  [[['symlink', '']], 'symlink'],
  [
    [
      ['list-type', '2'],
      ['prefix', 'a b/+&='],
      ['delimiter', '/'],
    ],
    'list-type=2&prefix=a%20b%2F%2B%26%3D&delimiter=%2F',
  ],
] as const)('%j is written %s', (query, text) => {
  expect(queryString(query)).toBe(text);
});
