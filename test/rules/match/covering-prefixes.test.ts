import { expect, test } from 'vitest';
import { allPrefixes, coveringPrefixes, watchedPrefixes } from '../../../src/rules/match/covering-prefixes.ts';
import { ruleSetOf } from '../rule-set-of.ts';
import { seededRandom } from '../seeded-random.ts';

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
  // Not one the beginning of the other, though they look it.
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

test('cover all that was given, and none begins another', () => {
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

const rules = ruleSetOf(
  { prefix: 'releases/', regex: '^releases/(?<v>.+)$', on: 'v', aliases: ['current/{v.major}', 'releases/latest'] },
  { prefix: 'nightly/', regex: '^nightly/(?<v>.+)$', on: 'v', aliases: ['{v.major}/x', '{{n}}'] },
);

test('candidates lie under the prefixes of the rules', () => {
  expect(watchedPrefixes(rules)).toEqual(['nightly/', 'releases/']);
});

test('an alias that begins with a group can lie anywhere', () => {
  expect(allPrefixes(rules)).toEqual(['']);
});

test('aliases lie under the literal beginning of their templates', () => {
  const first = rules.rules.slice(0, 1);
  expect(allPrefixes({ ...rules, rules: first })).toEqual(['current/', 'releases/']);
});

test('triggers watch the aliases of a rule that guards them, too', () => {
  const first = rules.rules.slice(0, 1);
  const guarded = first.map((rule) => ({ ...rule, guard: true }));
  expect(watchedPrefixes({ ...rules, rules: first })).toEqual(['releases/']);
  expect(watchedPrefixes({ ...rules, rules: guarded })).toEqual(['current/', 'releases/']);
});
