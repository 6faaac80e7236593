import { expect, test } from 'vitest';
import { createPrefixIndex } from '../../../src/rules/match/prefix-index.ts';
import { seededRandom } from '../seeded-random.ts';

const index = createPrefixIndex([
  ['releases/', 'a'],
  ['', 'b'],
  ['releases/app/', 'c'],
  ['releases/', 'd'],
  ['rel', 'e'],
  ['é😀', 'f'],
  ['__proto__', 'g'],
]);

test.each([
  ['releases/app/1', ['a', 'b', 'c', 'd', 'e']],
  ['releases/', ['a', 'b', 'd', 'e']],
  ['releases', ['b', 'e']],
  ['Releases/', ['b']],
  ['', ['b']],
  ['é😀x', ['b', 'f']],
  // The second half of the surrogate pair differs.
  ['é😁', ['b']],
  ['__proto__/x', ['b', 'g']],
  ['constructor', ['b']],
])('%j finds %j, in the given order', (key, found) => {
  expect(index.find(key)).toEqual(found);
});

test.each([
  ['releases/', ['a', 'b', 'c', 'd', 'e']],
  ['releases/app', ['a', 'b', 'c', 'd', 'e']],
  ['releases/x', ['a', 'b', 'd', 'e']],
  ['r', ['a', 'b', 'c', 'd', 'e']],
  ['', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
  ['x', ['b']],
  ['é', ['b', 'f']],
])('%j meets %j', (text, met) => {
  expect(index.meeting(text)).toEqual(met);
});

const apart = createPrefixIndex([
  ['a/', 1],
  ['a/', 2],
  ['b/', 3],
  ['c/', 4],
  ['c/d/', 5],
]);

test.each([
  ['a/', 2, true],
  ['a/', 1, false],
  ['b/', 1, true],
  // Others begin with it, or it begins with another one.
  ['c/', 1, false],
  ['c/d/', 1, false],
  ['d/', 0, false],
])('%j meets %i values, which all have this prefix: %j', (text, values, isAlone) => {
  expect(apart.isAlone(text, values)).toBe(isAlone);
});

test('an empty index finds nothing', () => {
  expect(createPrefixIndex([]).find('x')).toEqual([]);
  expect(createPrefixIndex([]).meeting('')).toEqual([]);
});

test('finds the same values as a comparison with every prefix', () => {
  const random = seededRandom(7);
  const word = (longest: number) =>
    Array.from({ length: random.below(longest + 1) }, () => random.pick(['a', 'b', '/', '😀'])).join('');
  for (let round = 0; round < 200; round++) {
    const entries = Array.from({ length: random.below(12) }, (_, i) => [word(4), i] as const);
    const made = createPrefixIndex(entries);
    for (let i = 0; i < 20; i++) {
      const key = word(6);
      const naive = entries.filter(([prefix]) => key.startsWith(prefix)).map(([, value]) => value);
      expect(made.find(key), `round ${round}, key ${key}`).toEqual(naive);
      const met = entries
        .filter(([prefix]) => key.startsWith(prefix) || prefix.startsWith(key))
        .map(([, value]) => value);
      expect(made.meeting(key), `round ${round}, text ${key}`).toEqual(met);
    }
  }
});
