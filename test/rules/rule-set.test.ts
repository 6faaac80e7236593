import { expect, test } from 'vitest';
import { ruleSetOf } from './rule-set-of.ts';

const rules = ruleSetOf(
  { name: 'a', prefix: 'r/', regex: '^r/(?<v>.+)$', on: 'v', aliases: ['{v.major}/l', 'l/{v.major}'] },
  { name: 'b', regex: '^x/(?<v>.+)$', on: 'v', aliases: ['{{l}}/{v.major}'] },
);

test.each([
  ['r/1', ['a', 'b']],
  ['x/1', ['b']],
])('%s finds the rules %j', (key, names) => {
  expect(rules.byPrefix.find(key).map(({ name }) => name)).toEqual(names);
});

test.each([
  ['l/1', ['{v.major}/l', 'l/{v.major}']],
  ['{l}/1', ['{v.major}/l', '{{l}}/{v.major}']],
  ['{l', ['{v.major}/l']],
])('%s finds the templates %j', (alias, texts) => {
  expect(rules.templatesByPrefix.find(alias).map(({ template }) => template.text)).toEqual(texts);
});
