import { expect, test } from 'vitest';
import * as z from 'zod';
import { shortList } from '../../../../src/local/bos/request/short-list.ts';

const list = shortList(z.object({ key: z.string() }), 2);

test.each([[[]], [[{ key: 'a' }]], [[{ key: 'a' }, { key: 'b' }]]])('%j fits', (value) => {
  expect(list.parse(value)).toEqual(value);
});

test.each<[unknown, number, string]>([
  [{ length: 1 }, 1, 'expected array'],
  [[1, 2], 2, 'expected object'],
  [[{ key: 'a' }, { key: 'b' }, { key: 'c' }], 1, 'has more than 2 elements'],
  // One issue, although no element is right.
  [Array(1000).fill(1), 1, 'has more than 2 elements'],
])('%j does not fit: %i issues', (value, count, message) => {
  const issues = list.safeParse(value).error?.issues ?? [];
  expect(issues).toHaveLength(count);
  expect(issues[0]?.message).toContain(message);
});
