import { describe, expect, test } from 'vitest';
import { type GrowthBound, grows, largestOf, type MemorySample, trendOf } from './memory-trend.ts';

const MB = 2 ** 20;
const BOUND: GrowthBound = { share: 0.1, bytes: 8 * MB };

/** A sample every two seconds for four minutes. */
function series(of: (minute: number, i: number) => number): MemorySample[] {
  return Array.from({ length: 120 }, (_, i) => ({ at: i * 2000, bytes: of(i / 30, i) * MB }));
}

describe('flat', () => {
  test.each([
    ['always the same', () => 150],
    ['a sawtooth, as garbage collection produces', (_: number, i: number) => 120 + (i % 10) * 6],
    ['a peak in the middle that is released', (minute: number) => (minute > 1.5 && minute < 2.5 ? 300 : 150)],
    ['one peak at the end', (_: number, i: number) => (i > 115 ? 250 : 150)],
    ['falling', (minute: number) => 200 - minute * 10],
    ['a little more, within the bound', (minute: number) => 150 + minute],
  ])('%s', (_, of) => {
    expect(grows(trendOf(series(of)), BOUND)).toBe(false);
  });
});

describe('not flat', () => {
  test.each([
    ['steadily more', (minute: number) => 150 + minute * 12],
    ['a sawtooth that rises steadily', (minute: number, i: number) => 150 + minute * 12 + (i % 10) * 6],
    ['a step that stays', (minute: number) => (minute > 2 ? 190 : 150)],
  ])('%s', (_, of) => {
    expect(grows(trendOf(series(of)), BOUND)).toBe(true);
  });

  test.each([[[]], [[{ at: 0, bytes: 1 }]]])('too few samples: %j', (samples) => {
    expect(grows(trendOf(samples), BOUND)).toBe(true);
  });
});

describe('the largest of several heaps', () => {
  test.each<[string, readonly (readonly number[])[], boolean]>([
    [
      'one heap leaks while small ones are added',
      [
        [20, 20],
        [40, 20],
        [60, 20, 20, 20],
        [80, 20, 20, 20, 20],
      ],
      true,
    ],
    [
      'another heap leaks',
      [
        [20, 20],
        [20, 40],
        [20, 60],
        [20, 80],
      ],
      true,
    ],
    [
      'heaps of the same size are added',
      [
        [20, 20],
        [20, 20],
        [20, 20, 20],
        [20, 20, 20, 20],
      ],
      false,
    ],
    ['no heap was seen', [[], [], [], []], true],
    ['heaps were seen only twice', [[20], [], [], [20]], true],
  ])('%s', (_, looks, expected) => {
    const bytes = looks.map((heaps) => heaps.map((megabytes) => megabytes * MB));
    expect(grows(trendOf(largestOf(bytes)), BOUND)).toBe(expected);
  });
});

test('the slope is that of the line', () => {
  expect(Math.round(trendOf(series((minute) => 100 + 12 * minute)).perMinute / MB)).toBe(12);
  expect(trendOf([{ at: 5, bytes: 7 }])).toEqual({ samples: 1, first: 7, last: 7, perMinute: 0, most: 7 });
});
