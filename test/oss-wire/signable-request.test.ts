import { expect, test } from 'vitest';
import { lowerCaseHeaders } from '../../src/oss-wire/signable-request.ts';

test.each([
  [{}, []],
  [
    { 'X-Oss-B': ' 1 ', 'x-oss-a': '\t2', Host: '' },
    [
      ['host', ''],
      ['x-oss-a', '2'],
      ['x-oss-b', '1'],
    ],
  ],
  [
    { a_b: '1', 'a-b': '2', ab: '3' },
    [
      ['a-b', '2'],
      ['a_b', '1'],
      ['ab', '3'],
    ],
  ],
])('%j', (headers, sorted) => {
  expect([...lowerCaseHeaders(headers)]).toEqual(sorted);
});
