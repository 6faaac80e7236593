import { expect, test } from 'vitest';
import { isOrphaned, linkOf } from '../../../src/aliases/look/found-alias.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

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
