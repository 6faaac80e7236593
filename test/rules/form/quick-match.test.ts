import { expect, test } from 'vitest';
import { QuickMatch } from '../../../src/rules/form/quick-match.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { ruleSetOf } from '../rule-set-of.ts';

const ruleSet = ruleSetOf(
  {
    name: 'a',
    key: 'a/r/{app}/{v}/{file}',
    on: 'v',
    aliases: ['a/r/{app}/latest/{file}', 'a/r/x{{/v{v.major}/{file}'],
  },
  { name: 'b', key: 'b/r/{app}/{v}/{file}', on: 'v', aliases: ['b/r/{app}/latest/{file}', 'c/x{v.major}/{file}'] },
);

test.each([
  ['a/r/app/1.2.3/f', ['a/r/app/latest/f', 'a/r/x{/v1/f']],
  ['b/r/app/1.2.3/f', ['b/r/app/latest/f', 'c/x1/f']],
])('%s', (key, aliases) => {
  const found = matchKey(ruleSet, key);
  if (!(found instanceof QuickMatch)) throw new TypeError(`the form does not decide about ${key}`);
  const { rule } = found.entry;
  expect(found.aliases).toEqual(aliases);
  expect(found.unmatched).toEqual([]);
  expect(found.matches).toEqual(
    rule.templates.map((template, i) => ({ rule, template, alias: aliases[i], reading: found.reading })),
  );
  expect(found.matches).toBe(found.matches);
  expect(aliases.map((_, i) => found.templateText(i))).toEqual(rule.templates.map(({ text }) => text));
  expect(ruleSet.rules.map((one) => found.readings.get(one))).toEqual(
    ruleSet.rules.map((one) => (one === rule ? found.reading : undefined)),
  );
});
