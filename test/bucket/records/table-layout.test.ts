import { describe, expect, test } from 'vitest';
import { afterPrefix, versionKey, versionStem, versionsOf } from '../../../src/bucket/records/table-layout.ts';
import { compareKeys } from '../../../src/compare-keys.ts';

describe('afterPrefix', () => {
  const cases: readonly [string, string][] = [
    ['c/b/a', 'c/b/b'],
    ['c/b/a/', 'c/b/a0'],
    ['c/b/\ud7ff', 'c/b/\ue000'],
    ['c/b/😀', 'c/b/😁'],
    ['c/b/\u{10ffff}', 'c/b0'],
    ['c/b/\u{10ffff}\u{10ffff}', 'c/b0'],
  ];
  for (const [prefix, expected] of cases) {
    test(`of ${JSON.stringify(prefix)}`, () => {
      expect(afterPrefix(prefix)).toBe(expected);
      expect(compareKeys(`${prefix}\u{10ffff}\u{10ffff}`, expected)).toBeLessThan(0);
    });
  }
});

describe('versionKey', () => {
  /** In byte order. Some begin with another key, or contain the characters that end a key in the table. */
  const keys = [
    '\u0000',
    '\u0000\u0000',
    '\u0000a',
    '\u0001',
    'a',
    'a\u0000',
    'a\u0000\u0000',
    'a\u0000\u0001',
    'a\u0000b',
    'a\u0001',
    'a ',
    'aa',
    '😀',
  ];

  test('sorts by key first, then newest first', () => {
    const sequences = [9_007_199_254_740_991, 2 ** 32, 12, 11, 10, 9, 1];
    const expected = keys.flatMap((key) => sequences.map((sequence) => versionKey('b', key, sequence)));
    expect([...expected].reverse().sort(compareKeys)).toEqual(expected);
  });

  test('is in the range of its own key and of no other key', () => {
    for (const key of keys) {
      const at = versionKey('b', key, 77);
      const around = keys.filter((other) => {
        const { from, to } = versionsOf('b', other);
        return compareKeys(from, at) <= 0 && compareKeys(at, to) < 0;
      });
      expect(around).toEqual([key]);
    }
  });

  test('begins with the stem of each prefix of its key', () => {
    for (const key of keys) {
      for (let length = 0; length <= key.length; length++) {
        const prefix = key.slice(0, length);
        if (!/\p{Surrogate}$/u.test(prefix))
          expect(versionKey('b', key, 1).startsWith(versionStem('b', prefix))).toBe(true);
      }
    }
  });
});
