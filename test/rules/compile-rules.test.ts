import { expect, test } from 'vitest';
import { compileRules } from '../../src/rules/compile-rules.ts';
import { rulesSchema } from '../../src/rules/rules-schema.ts';
import { rulesText } from './rule-set-of.ts';

function compiled(count: number, regex: string, aliases: readonly string[], more: object = {}) {
  return compileRules(
    rulesSchema.parse(
      JSON.parse(
        rulesText(...Array.from({ length: count }, () => ({ prefix: 'r/', regex, on: 'v', aliases, ...more }))),
      ),
    ).rules,
  ).map((one) => ('name' in one ? 'rule' : one.map(({ what }) => what).join()));
}

function aliases(count: number) {
  return Array.from({ length: count }, (_, i) => `l/{v}/${i}`);
}

function many(count: number) {
  return Array.from({ length: count }, () => 'rule');
}

test.each<[name: string, answers: readonly string[], expected: readonly string[]]>([
  ['a thousand small rules', compiled(1_000, '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$', aliases(1)), many(1_000)],
  ['ten large ones', compiled(10, '^r/(?<v>[^/]{1,900})$', aliases(5)), many(10)],
])('%s load', (_, answers, expected) => {
  expect(answers).toEqual(expected);
});

const TOGETHER = 'the regexes of the file are too large together';

test.each<[name: string, answers: readonly string[], expected: readonly string[]]>([
  // Each takes 0.3 s to compile, and nothing is left of what a file may have after one.
  [
    'regexes of which each is too large',
    compiled(64, `^r/(?<v>(?:${'a'.repeat(570)}){999})$`, aliases(1)),
    ['the regex cannot be used'],
  ],
  [
    'an exclude that is too large',
    compiled(64, '^r/(?<v>[^/]+)$', aliases(1), { exclude: `(?:${'a'.repeat(570)}){999}` }),
    [TOGETHER],
  ],
  ['regexes just below', compiled(100, `^r/(?<v>(?:${'a'.repeat(9)}){999})$`, aliases(1)), [...many(55), TOGETHER]],
  ['one in many aliases', compiled(3, `^r/(?<v>(?:${'a'.repeat(9)}){999})$`, aliases(60)), ['rule', TOGETHER]],
])('%s stop the file', (_, answers, expected) => {
  expect(answers).toEqual(expected);
});
