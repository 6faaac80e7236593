import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { areDisjoint } from '../../../../src/rules/pattern/native/disjoint.ts';
import { parseRegex } from '../../../../src/rules/pattern/native/parse-regex.ts';
import { seededRandom } from '../../seeded-random.ts';
import { randomRegex, textOf } from './random-regex.ts';

function disjoint(a: string, b: string): boolean {
  const [left, right] = [parseRegex(a), parseRegex(b)];
  if (left === undefined || right === undefined) throw new Error('the test uses unknown syntax');
  expect(areDisjoint(right, left)).toBe(areDisjoint(left, right));
  return areDisjoint(left, right);
}

test.each([
  ['^releases/[^/]+/latest/[^/]+$', '^releases/[^/]+/v[0-9]+/[^/]+$'],
  ['^releases/[^/]+/latest$', '^releases/[^/]+/latest/[^/]+$'],
  ['^a/[^/]+/latest/[^/]+$', '^a/[^/]+/v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+]\\S+)?/[^/]+$'],
  ['^a/[^/]+/v[0-9]+/[^/]+$', '^a/[^/]+/v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+]\\S+)?/[^/]+$'],
  ['^a', '^b'],
  ['a$', 'b$'],
  ['^$', 'a'],
])('no text matches both %s and %s', (a, b) => {
  expect(disjoint(a, b)).toBe(true);
});

test.each([
  ['^releases/[^/]+/latest$', '^releases/(?s:.)*$', 'releases/a/latest'],
  ['^a/[^/]+/latest/[^/]+$', '^a/[^/]+/[^/]+/[^/]+$', 'a/b/latest/c'],
  ['^a', 'b', 'ab'],
  ['^a*$', '^b*$', ''],
  ['^a?b$', '^(?:ab|c)$', 'ab'],
])('%s and %s both match %j', (a, b, text) => {
  for (const source of [a, b]) expect(RE2JS.compile(source).matcher(text).find()).toBe(true);
  expect(disjoint(a, b)).toBe(false);
});

test.each([
  ['an anchor inside', '^(?:a$|b)', '^c'],
  ['too many positions', '^(?:abcdefghij){999}', '^c'],
])('with %s, it is not known', (_, a, b) => {
  expect(disjoint(a, b)).toBe(false);
});

test('a text that matches one of two disjoint expressions does not match the other', () => {
  const random = seededRandom(3);
  let proved = 0;
  while (proved < 300) {
    const [a, b] = [randomRegex(random), randomRegex(random)];
    const [left, right] = [parseRegex(a), parseRegex(b)];
    if (left === undefined || right === undefined || !areDisjoint(left, right)) continue;
    proved++;
    for (let i = 0; i < 10; i++) {
      const text = textOf(i % 2 === 0 ? left : right, random);
      const both = [a, b].every((source) => RE2JS.compile(source).matcher(text).find());
      expect(both, `${a} and ${b} on ${JSON.stringify(text)}`).toBe(false);
    }
  }
});
