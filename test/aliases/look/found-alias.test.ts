import { expect, test } from 'vitest';
import { candidatesOf, isOrphaned, linkOf } from '../../../src/aliases/look/found-alias.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', { key: 'newest/{file}', minimumAge: 1h }]
`,
  'test.yaml',
);

test.each([
  ['releases/a/latest/f', false],
  ['newest/f', false],
  ['releases/a/stable/f', true],
  ['elsewhere', true],
  ['releases/latest', true],
])('%s is left over: %s', (key, expected) => {
  expect(isOrphaned(ruleSet, key)).toBe(expected);
});

test.each([
  ['releases/a/latest/f', 'releases/a/'],
  ['newest/f', 'releases/'],
  ['elsewhere', undefined],
])('the candidates of the link %s are under %s', (key, prefix) => {
  expect(linkOf(ruleSet, key)?.prefix).toBe(prefix);
});

test.each([
  [0, ['releases/a/latest/f releases/a/1.0.0/f', 'newest/f too young']],
  [3_600_000, ['releases/a/latest/f releases/a/1.0.0/f', 'newest/f releases/a/1.0.0/f']],
])('at %d, an object is a candidate of %j', (now, expected) => {
  const object = { key: 'releases/a/1.0.0/f', etag: 'E', size: 1, lastModified: 0, type: 'Normal' };
  const found = candidatesOf(matchKey(ruleSet, object.key), object, now);
  expect(found.map(({ found: { alias, winner } }) => `${alias} ${winner?.key ?? 'too young'}`)).toEqual(expected);
});

test('an object that no order can read is a candidate of nothing', () => {
  const object = { key: 'releases/a/first/f', etag: 'E', size: 1, lastModified: 0, type: 'Normal' };
  expect(candidatesOf(matchKey(ruleSet, object.key), object, 0)).toEqual([]);
});
