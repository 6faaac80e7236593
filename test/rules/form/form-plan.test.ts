import { expect, test } from 'vitest';
import { planForm } from '../../../src/rules/form/form-plan.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../rule-set-of.ts';

type Short = Omit<ShortRule, 'aliases'> & Partial<Pick<ShortRule, 'aliases'>>;

function planOf(rule: Short): ReturnType<typeof planForm> {
  const match = rule.regex === undefined ? { key: '{app}/{v}/{file}' } : {};
  return planForm(onlyTemplate(ruleSetOf({ ...match, on: 'v', aliases: ['l/{app}/x{file}'], ...rule })).rule);
}

test.each<[what: string, rule: Short]>([
  ['a key template', {}],
  ['a regex', { regex: '^x-(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$' }],
  ['no markers', { withdraw: false }],
])('%s has a plan', (_, rule) => {
  expect(planOf(rule)).toMatchObject({
    templates: [{ text: 'l/{app}/x{file}', start: 'l/', lastGroup: 'file' }],
    noAliases: [''],
    prereleases: false,
  });
});

test.each<[what: string, rule: Short]>([
  ['exclude', { exclude: 'tgz$' }],
  ['limits', { range: '<2' }],
  ['an alias that ends with literal text', { aliases: ['l/{app}/latest'] }],
  ['an alias that ends with a part of the version', { aliases: ['l/{app}/{v.major}'] }],
  ['one such alias of two', { aliases: ['l/{app}/{file}', 'm/{app}.txt'] }],
  ['an alias with surrogates', { aliases: ['l/\u{1f600}/{file}'] }],
  ['markers that the groups do not determine', { regex: '^[^/]+/(?<v>[^/]+)/(?<file>[^/]+)$', aliases: ['l/{file}'] }],
])('%s has no plan', (_, rule) => {
  expect(planOf(rule)).toBeUndefined();
});

test('prereleases are accepted if all templates accept them', () => {
  const both = { key: 'l/{app}/{file}', prereleases: true };
  expect(planOf({ prereleases: true })?.prereleases).toBe(true);
  expect(planOf({ aliases: [both, { ...both, key: 'm/{app}/{file}' }] })?.prereleases).toBe(true);
  expect(planOf({ aliases: [both, 'm/{app}/{file}'] })?.prereleases).toBe(false);
});
