import { expect, test } from 'vitest';
import { createKeyMarks } from '../../../src/aliases/split/key-marks.ts';

function keyOf(i: number): string {
  return `key-${String(i).padStart(6, '0')}`;
}

function marksOf(count: number, most?: number) {
  const collector = createKeyMarks(most);
  for (let i = 1; i <= count; i++) collector.add(keyOf(i));
  return collector.marks;
}

test.each([
  [0, []],
  [1, [[1, 1]]],
  [3, [1, 2, 3].map((i) => [i, 1])],
  [
    4,
    [
      [2, 2],
      [4, 2],
    ],
  ],
  [
    5,
    [
      [2, 2],
      [4, 2],
      [5, 1],
    ],
  ],
  [
    8,
    [
      [4, 4],
      [8, 4],
    ],
  ],
  [
    11,
    [
      [4, 4],
      [8, 4],
      [11, 3],
    ],
  ],
])('of %d keys, the collector keeps the marks %j', (count, expected) => {
  expect(marksOf(count, 2)).toEqual(expected.map(([i = 0, objects]) => ({ key: keyOf(i), objects })));
});

test.each([100, 1000, 100_000])('of %d keys, at most 64 marks and the rest have all of them', (count) => {
  const marks = marksOf(count);
  expect(marks.length).toBeLessThanOrEqual(64);
  expect(marks.length).toBeGreaterThanOrEqual(32);
  expect(marks.reduce((sum, { objects }) => sum + objects, 0)).toBe(count);
  expect(marks.at(-1)?.key).toBe(keyOf(count));
});
