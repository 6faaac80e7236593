import { expect, test } from 'vitest';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { compileRules } from './compile-rules.ts';
import { CATALOGUE } from './rule-catalogue.ts';
import { type RuleSpec, rulesText } from './rule-spec.ts';

const rules = CATALOGUE.map(
  ({ spec }): RuleSpec => ({
    ...spec,
    onConflict: 'replace',
    guard: true,
    onDelete: spec.release === undefined ? 'keep' : 'repoint',
  }),
);

test('rules that are compiled one by one equal those of one file', () => {
  const plain = ({ rules: list }: ReturnType<typeof parseRules>) =>
    list.map(({ name, prefix, pattern, templates, onDelete, onConflict, guard }) => ({
      name,
      prefix,
      onDelete,
      onConflict,
      guard,
      regex: pattern.source,
      templates: templates.map(({ text, digest, keyPattern }) => ({ text, digest, keyPattern: keyPattern.source })),
    }));
  expect(plain(compileRules(rules))).toEqual(plain(parseRules(rulesText(rules), 'all.yaml')));
});

test('a rule is compiled once', () => {
  expect(compileRules(rules).rules[0]).toBe(compileRules(rules).rules[0]);
});
