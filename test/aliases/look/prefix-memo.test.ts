import { expect, test } from 'vitest';
import { createPrefixMemo } from '../../../src/aliases/look/prefix-memo.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { narrowestPrefix } from '../../../src/rules/match/narrowest-prefix.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: folders
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['r/{app}/latest/{file}', 'newest/{file}', 'r/{app}/v{version.major}/{file}']
  - name: names
    match: { prefix: p-, regex: '^p-(?<app>[a-z]+)(?<n>[0-9]+)$' }
    order: { by: number, on: n }
    aliases: ['l-{app}']
  - name: releases
    match: { prefix: s/, regex: '^s/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['s/{app}/{version}/DONE'] }
    aliases: ['s/{app}/latest/{file}']
`,
  'test.yaml',
);

// `p-foo` is a start of `p-foobar1`, but not its prefix.
const KEYS = ['r/a/1.0.0/f', 'r/a/2.0.0/f', 'r/ab/1.0.0/f', 'r/ab/1.0.0/g', 'p-foo1', 'p-foo2', 'p-foobar1'].concat([
  's/a/1.0.0/f',
  's/a/1.0.0/g',
  's/b/1.0.0/f',
  'r/a/1.0.0/g',
  'p-foo3',
]);

test('is the narrowest prefix, in each order of keys', () => {
  const prefixOf = createPrefixMemo();
  const found = new Set<string>();
  for (const keys of [KEYS, [...KEYS].reverse(), KEYS.flatMap((key) => [key, 'p-foo1', key])]) {
    for (const key of keys) {
      for (const { rule, template, reading } of matchKey(ruleSet, key).matches) {
        const prefix = narrowestPrefix(rule, template, reading.groups);
        expect(prefixOf(rule, template, reading.groups)).toBe(prefix);
        found.add(prefix);
      }
    }
  }
  expect([...found].sort()).toEqual(['p-foo', 'p-foobar', 'r/', 'r/a/', 'r/ab/', 's/a/', 's/b/']);
});
