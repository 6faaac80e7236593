import { expect, it } from 'vitest';
import { createRecent } from '../../../src/local/queue/recent.ts';

it.each([
  [0, []],
  [2, [1, 2]],
  [3, [1, 2, 3]],
  [4, [2, 3, 4]],
  [7, [5, 6, 7]],
])('after %d items', (count, expected) => {
  const recent = createRecent<number>(3);
  for (let i = 1; i <= count; i++) recent.add(i);
  expect(recent.list()).toEqual(expected);
});
