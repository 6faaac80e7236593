import { expect, test } from 'vitest';
import {
  type CodePoints,
  complement,
  intersect,
  joinRanges,
  LAST_CODE_POINT,
} from '../../../../src/rules/pattern/native/code-points.ts';

test.each<[ranges: CodePoints, joined: CodePoints]>([
  [[], []],
  [
    [
      [5, 9],
      [1, 2],
    ],
    [
      [1, 2],
      [5, 9],
    ],
  ],
  [
    [
      [1, 4],
      [5, 9],
    ],
    [[1, 9]],
  ],
  [
    [
      [1, 9],
      [3, 4],
    ],
    [[1, 9]],
  ],
])('%j joined are %j', (ranges, joined) => {
  expect(joinRanges(ranges)).toEqual(joined);
});

test.each<[set: CodePoints, rest: CodePoints]>([
  [[], [[0, LAST_CODE_POINT]]],
  [[[0, LAST_CODE_POINT]], []],
  [
    [[10, 10]],
    [
      [0, 9],
      [11, LAST_CODE_POINT],
    ],
  ],
  [[[0, 5]], [[6, LAST_CODE_POINT]]],
])('the complement of %j is %j', (set, rest) => {
  expect(complement(set)).toEqual(rest);
  expect(complement(rest)).toEqual(set);
});

test.each<[a: CodePoints, b: CodePoints]>([
  [[[1, 5]], [[5, 9]]],
  [
    [
      [1, 2],
      [8, 9],
    ],
    [[9, 20]],
  ],
])('%j and %j intersect', (a, b) => {
  expect(intersect(a, b)).toBe(true);
  expect(intersect(b, a)).toBe(true);
});

test.each<[a: CodePoints, b: CodePoints]>([
  [[[1, 5]], [[6, 9]]],
  [[[1, 5]], []],
  [
    [
      [1, 2],
      [8, 9],
    ],
    [[3, 7]],
  ],
])('%j and %j do not intersect', (a, b) => {
  expect(intersect(a, b)).toBe(false);
  expect(intersect(b, a)).toBe(false);
});
