import { expect, test } from 'vitest';
import { fitWidths, shorten, widthOf } from '../../../src/cli/terminal/fit-cells.ts';

test.each<[widths: number[], room: number, fitted: number[]]>([
  [[10, 20], 30, [10, 20]],
  [[10, 40], 30, [10, 20]],
  [[40, 40], 50, [25, 25]],
  [[100, 50, 5], 65, [30, 30, 5]],
  [[40, 40], 10, [12, 12]],
  [[5, 5], 3, [5, 5]],
  [[1_000_000, 30], 80, [50, 30]],
  [[10, 20], Number.POSITIVE_INFINITY, [10, 20]],
])('%j in %d columns become %j', (widths, room, fitted) => {
  expect(fitWidths(widths, room)).toEqual(fitted);
});

test.each<[text: string, width: number, middle: string, end: string]>([
  ['abcdefgh', 8, 'abcdefgh', 'abcdefgh'],
  ['abcdefgh', 7, 'abc…fgh', 'abcdef…'],
  ['abcdefgh', 6, 'abc…gh', 'abcde…'],
  ['模型模型模型', 8, '模型…型', '模型模…'],
  ['🚀👩‍💻🚀👩‍💻', 7, '🚀👩‍💻…👩‍💻', '🚀👩‍💻🚀…'],
  ['', 3, '', ''],
])('%j in %d columns', (text, width, middle, end) => {
  expect(shorten(text, width, 'middle')).toBe(middle);
  expect(shorten(text, width, 'end')).toBe(end);
  expect(widthOf(shorten(text, width, 'middle'))).toBeLessThanOrEqual(width);
});
