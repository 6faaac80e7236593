import { describe, expect, test } from 'vitest';
import {
  allPrefixes,
  commonStart,
  coveringPrefixes,
  mergePrefixes,
  watchedPrefixes,
} from '../../../src/rules/match/covering-prefixes.ts';
import { fieldsOf } from '../rule-fields.ts';
import { ruleSetOf } from '../rule-set-of.ts';
import { seededRandom } from '../seeded-random.ts';

describe('covering prefixes', () => {
  test.each([
    [[], []],
    [['a/'], ['a/']],
    [['a/', 'a/'], ['a/']],
    [
      ['b/', 'a/b/', 'a/'],
      ['a/', 'b/'],
    ],
    [['a/', 'a/b', '', 'z'], ['']],
    [['a', 'a/', 'ab'], ['a']],
    // `a-b` does not begin with `a/`, although both begin with `a`.
    [
      ['a-b', 'a/', 'a/b-'],
      ['a-b', 'a/'],
    ],
    [
      ['😀', '\ue000'],
      ['\ue000', '😀'],
    ],
  ])('%j is covered by %j', (prefixes, covering) => {
    expect(coveringPrefixes(prefixes)).toEqual(covering);
  });

  test('cover all given prefixes, and none begins with another', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 300; round++) {
      const prefixes = Array.from({ length: random.below(10) }, () =>
        Array.from({ length: random.below(4) }, () => random.pick(['a', '/', '😀', '\ue000'])).join(''),
      );
      const covering = coveringPrefixes(prefixes);
      expect(prefixes.filter((prefix) => !covering.some((cover) => prefix.startsWith(cover)))).toEqual([]);
      expect(covering.filter((a) => covering.some((b) => a !== b && a.startsWith(b)))).toEqual([]);
      expect(covering.filter((cover) => !prefixes.includes(cover))).toEqual([]);
    }
  });
});

describe('prefixes of rules', () => {
  const rules = ruleSetOf(
    { prefix: 'releases/', regex: '^releases/(?<v>.+)$', on: 'v', aliases: ['current/{v.major}', 'releases/latest'] },
    { prefix: 'nightly/', regex: '^nightly/(?<v>.+)$', on: 'v', aliases: ['{v.major}/x', '{{n}}'] },
  );

  test('candidates have the prefixes of their rules', () => {
    expect(watchedPrefixes(rules)).toEqual(['nightly/', 'releases/']);
  });

  test('an alias that begins with a group can have any prefix', () => {
    expect(allPrefixes(rules)).toEqual(['']);
  });

  test('aliases begin with the literal start of their templates', () => {
    const first = rules.rules.slice(0, 1);
    expect(allPrefixes({ ...rules, rules: first })).toEqual(['current/', 'releases/']);
  });

  test('triggers also watch the aliases of a rule with guard', () => {
    const first = rules.rules.slice(0, 1);
    const guarded = first.map((rule) => ({ ...fieldsOf(rule), guard: true }));
    expect(watchedPrefixes({ ...rules, rules: first })).toEqual(['releases/']);
    expect(watchedPrefixes({ ...rules, rules: guarded })).toEqual(['current/', 'releases/']);
  });
});

describe('merged prefixes', () => {
  function numbered(start: string, count: number): readonly string[] {
    return Array.from({ length: count }, (_, i) => `${start}${String.fromCharCode(97 + i)}/`);
  }

  test.each<[most: number, prefixes: readonly string[], merged: readonly string[]]>([
    [10, [], []],
    [10, ['b/', 'a/'], ['a/', 'b/']],
    [1, ['a/', 'a/b/', 'a/c/'], ['a/']],
    [1, ['a/', 'b/'], ['']],
    [1, ['a/b/', 'a/c/'], ['a/']],
    [1, ['team-a/', 'team-b/'], ['team-']],
    // The deepest folder is joined first, not the longest text.
    [2, ['long-name-a/', 'long-name-b/', 'x/y/1', 'x/y/2'], ['long-name-', 'x/y/']],
    [3, ['long-name-a/', 'long-name-b/', 'x/y/1', 'x/y/2'], ['long-name-a/', 'long-name-b/', 'x/y/']],
    [10, [...numbered('apps/', 12), 'models/', 'pypi/'], ['apps/', 'models/', 'pypi/']],
    // Joining below team- alone is enough, so r/a/ and r/b/ stay apart.
    [10, [...numbered('team-', 10), 'r/a/', 'r/b/'], ['r/a/', 'r/b/', 'team-']],
    [3, [...numbered('a/x/', 4), ...numbered('a/y/', 4), 'b/', 'c/'], ['a/', 'b/', 'c/']],
    [4, [...numbered('a/x/', 4), ...numbered('a/y/', 4), 'b/', 'c/'], ['a/x/', 'a/y/', 'b/', 'c/']],
    [1, ['😀', '😁'], ['']],
  ])('merged into at most %i: %j', (most, prefixes, merged) => {
    expect(mergePrefixes(prefixes, most)).toEqual(merged);
  });

  test('are at most as many as allowed, cover all prefixes, do not overlap, and stay the same if they are few enough', () => {
    const random = seededRandom(23);
    for (let round = 0; round < 500; round++) {
      const prefixes = Array.from({ length: random.below(20) }, () =>
        Array.from({ length: random.below(6) }, () => random.pick(['a', 'b', '/', '😀', '\ue000'])).join(''),
      );
      const most = 1 + random.below(12);
      const merged = mergePrefixes(prefixes, most);
      expect(merged.length).toBeLessThanOrEqual(most);
      expect(prefixes.filter((prefix) => !merged.some((one) => prefix.startsWith(one)))).toEqual([]);
      expect(merged.filter((a) => merged.some((b) => a !== b && a.startsWith(b)))).toEqual([]);
      expect(mergePrefixes(merged, most)).toEqual(merged);
      expect(mergePrefixes([...prefixes].reverse(), most)).toEqual(merged);
    }
  });

  test('the widest one is as narrow as possible', () => {
    const random = seededRandom(29);
    const folders = (prefixes: readonly string[]) => Math.min(...prefixes.map((one) => one.split('/').length));
    for (let round = 0; round < 100; round++) {
      const prefixes = Array.from({ length: 2 + random.below(6) }, () =>
        Array.from({ length: 2 + random.below(3) }, () => random.pick(['a/', 'b/'])).join(''),
      );
      const most = 1 + random.below(4);
      const best = Math.max(...coverings(prefixes).flatMap((one) => (one.length <= most ? [folders(one)] : [])));
      expect(folders(mergePrefixes(prefixes, most))).toBe(best);
    }
  });

  /** Every set of whole folders that covers the prefixes and does not overlap. */
  function coverings(prefixes: readonly string[], at = ''): readonly (readonly string[])[] {
    const below = prefixes.filter((one) => one.startsWith(at));
    if (below.length === 0) return [[]];
    if (below.includes(at)) return [[at]];
    const children = ['a/', 'b/'].map((folder) => coverings(prefixes, at + folder));
    return [[at], ...children.reduce((all, ones) => all.flatMap((a) => ones.map((b) => [...a, ...b])), [[]])];
  }

  describe('common start', () => {
    test.each([
      ['', '', ''],
      ['', 'a', ''],
      ['a', 'b', ''],
      ['a/b', 'a/c', 'a/'],
      ['a/', 'a/c', 'a/'],
      ['a/b', 'a/b', 'a/b'],
      ['é1', 'é2', 'é'],
      // These share their first UTF-16 code unit only.
      ['a/😀', 'a/😁', 'a/'],
      ['a/😀', 'a/😀b', 'a/😀'],
      ['a/😀', 'a/😀', 'a/😀'],
    ])('%j and %j both begin with %j', (a, b, shared) => {
      expect(commonStart(a, b)).toBe(shared);
      expect(commonStart(b, a)).toBe(shared);
    });
  });
});
