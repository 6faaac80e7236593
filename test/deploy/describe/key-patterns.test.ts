import { describe, expect, test } from 'vitest';
import {
  covers,
  literalPattern,
  notCoveredBy,
  rulePatterns,
  uncovered,
} from '../../../src/deploy/describe/key-patterns.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

test.each([
  ['releases/', 'releases/'],
  ['a*b?c', 'a?b?c'],
  ['$5', '$5'],
  ['$' + '{x}', '?{x}'],
])('%j is the pattern %j', (literal, pattern) => expect(literalPattern(literal)).toBe(pattern));

test.each([
  ['*', 'a/b'],
  ['releases/*', 'releases/*/latest/*'],
  ['releases/*', 'releases/'],
  ['a*c*e', 'abcde'],
  ['a*b', 'a*b'],
  ['a?c', 'abc'],
  ['*/latest', 'a/latest/b/latest'],
])('%j covers %j', (wide, narrow) => expect(covers(wide, narrow)).toBe(true));

test.each([
  ['releases/*', 'release'],
  ['releases/*/latest/*', 'releases/*'],
  ['a?c', 'a*c'],
  ['a', 'ab'],
  ['a*b', 'a*'],
  ['', 'a'],
])('%j does not cover %j', (wide, narrow) => expect(covers(wide, narrow)).toBe(false));

test('removes what others cover', () => {
  expect(uncovered(['a/b', 'a/*', 'a/*', 'c'])).toEqual(['a/*', 'c']);
  expect(notCoveredBy(['a/b', 'c'], ['a/*'])).toEqual(['c']);
});

describe('of a rules file', () => {
  const rules = parseRules(
    `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'newest/{app}/{file}']
  - name: kept
    withdraw: false
    match: { key: 'kept/{version}' }
    order: { by: semver, on: version }
    onDelete: keep
    aliases: ['kept/latest']
`,
    'rules.yaml',
  );

  test('each list has the patterns of the rules that need them', () => {
    expect(rulePatterns(rules)).toEqual({
      candidates: ['kept/*', 'releases/*'],
      aliases: ['releases/*/latest/*', 'newest/*/*', 'kept/latest'],
      deletable: ['releases/*/latest/*', 'newest/*/*'],
      markers: ['releases/*.withdrawn'],
      fallbacks: [],
      listedByEvents: ['kept/*', 'releases/*'],
      listed: ['kept/*', 'newest/*', 'releases/*'],
    });
  });

  test('an event of a release also lists its aliases', () => {
    const ruleSet = parseRules(
      `version: 1
rules:
  - name: app
    match: { key: 'uploads/{version}/{file}' }
    order: { by: semver, on: version }
    release: { of: '{version}', complete: ['uploads/{version}/SHA256SUMS'] }
    aliases: ['newest/{file}']
`,
      'release.yaml',
    );
    expect(rulePatterns(ruleSet).listedByEvents).toEqual(['newest/*', 'uploads/*']);
  });

  test('a limit merges patterns into their common start', () => {
    const { aliases, candidates } = rulePatterns(rules, 1);
    expect([aliases, candidates]).toEqual([['*'], ['*']]);
  });
});
