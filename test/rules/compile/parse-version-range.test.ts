import { expect, test } from 'vitest';
import { parseVersionRange } from '../../../src/rules/compile/parse-version-range.ts';

const version = (major: number, minor: number, prerelease: readonly string[] = []) => ({
  major,
  minor,
  patch: 0,
  prerelease,
});

test.each([
  [
    '^1.2',
    [
      [
        { operator: '>=', version: version(1, 2) },
        { operator: '<', version: version(2, 0, ['0']) },
      ],
    ],
  ],
  ['1.2.0 || >3.0.0', [[{ operator: '=', version: version(1, 2) }], [{ operator: '>', version: version(3, 0) }]]],
  ['*', [[]]],
  ['', [[]]],
])('%j', (text, sets) => {
  expect(parseVersionRange(text, false)).toEqual({ sets, prereleases: false });
});

test.each([['one'], ['1.2.3.4'], ['^^1'], ['>'], ['1 ||| 2']])('%j is not a range', (text) => {
  expect(parseVersionRange(text, false)).toBeUndefined();
});
