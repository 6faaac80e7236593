import { expect, test } from 'vitest';
import { possiblePrefixes } from '../../../src/aliases/split/possible-prefixes.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { narrowestPrefix } from '../../../src/rules/match/narrowest-prefix.ts';
import { releasesOf } from '../../../src/rules/match/read-release.ts';
import { randomKeyRule, randomRule } from '../../rules/random-rules.ts';
import { seededRandom } from '../../rules/seeded-random.ts';

function rules(...lines: readonly string[]) {
  const text = lines.map((line, i) => `  - { name: r${i}, order: { by: semver, on: version }, ${line} }\n`);
  return parseRules(`version: 1\nrules:\n${text.join('')}`, 'r.yaml');
}

const APP = "match: { key: 'releases/{app}/{version}/{file}' }";
const DONE = "release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/DONE'] }";
const ELSEWHERE = "release: { of: '{app}/{version}', complete: ['releases/done/{app}/{version}'] }";

test.each([
  ['a name of the alias', [`${APP}, aliases: ['releases/{app}/latest/{file}']`], ['releases/a/']],
  ['no name', [`${APP}, aliases: ['newest/{file}']`], ['releases/']],
  ['both', [`${APP}, aliases: ['newest/{file}', 'releases/{app}/latest/{file}']`], ['releases/', 'releases/a/']],
  ['a release', [`${APP}, ${DONE}, aliases: ['releases/{app}/latest/{file}']`], ['releases/a/']],
  [
    'a release with files elsewhere: perhaps any',
    [`${APP}, ${ELSEWHERE}, aliases: ['releases/{app}/latest/{file}']`],
    undefined,
  ],
  [
    'a group that can be anything',
    ["match: { prefix: releases/, regex: '^releases/(?<app>.+)/(?<version>[^/]+)/f$' }, aliases: ['l/{app}']"],
    ['releases/a/', 'releases/a/1.0.0/'],
  ],
  ['another folder', ["match: { key: 'nightly/{app}/{version}' }, aliases: ['nightly/{app}/latest']"], []],
])('%s', (_, lines, expected) => {
  const text = 'releases/a/1.0.0/f';
  const found = possiblePrefixes(rules(...lines), text);
  expect(found).toEqual(expected ?? Array.from({ length: 10 }, (_, i) => text.slice(0, 9 + i)));
});

test.each([
  ['releases/a', []],
  ['releases/', []],
  ['other/a/1.0.0/f', []],
  ['releases/a.~', []],
  ['releases/a/', ['releases/a/']],
])('of %j are %j', (text, expected) => {
  expect(possiblePrefixes(rules(`${APP}, aliases: ['releases/{app}/latest/{file}']`), text)).toEqual(expected);
});

test('contain the narrowest prefix of every alias, whatever the rules are', () => {
  let found = 0;
  for (let seed = 0; seed < 600; seed++) {
    const random = seededRandom(seed);
    const rule = seed % 2 === 0 ? randomRule(random) : randomKeyRule(random);
    if (rule === undefined) continue;
    for (let i = 0; i < 10; i++) {
      const key = rule.key();
      const { matches, readings } = matchKey(rule.rules, key);
      const prefixes = [
        ...matches.map((match) => narrowestPrefix(match.rule, match.template, match.reading.groups)),
        ...releasesOf(rule.rules, key, readings).map(({ prefix }) => prefix),
      ];
      const possible = possiblePrefixes(rule.rules, key);
      for (const prefix of prefixes) expect(possible, `seed ${seed}: ${rule.text} of ${key}`).toContain(prefix);
      found += prefixes.length;
    }
  }
  expect(found).toBeGreaterThan(500);
});
