import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/rules/compile-rule.ts';
import { rulesSchema, type WrittenRule } from '../../src/rules/rules-schema.ts';
import { rulesText, type ShortRule } from './rule-set-of.ts';

const written = (short: ShortRule): WrittenRule => {
  const [rule] = rulesSchema.parse(JSON.parse(rulesText(short))).rules;
  if (rule === undefined) throw new TypeError('no rule');
  return rule;
};

const RULE: ShortRule = { prefix: 'r/', regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$', on: 'v', aliases: ['l/{app}'] };

test('a rule that is right is ready for use', () => {
  const rule = compileRule(written(RULE));
  expect(rule).toMatchObject({
    name: 'rule-0',
    prefix: 'r/',
    orderName: 'semver',
    on: [{ kind: 'group', group: 'v' }],
    onGroup: 'v',
    forms: [{ text: 'l/{app}', prereleases: false, fixed: new Set(['app']) }],
  });
});

// `{order.major}` always stands for the ordered value; by the group's name only where it is one group alone.
describe('what is ordered', () => {
  test.each([
    ['v', ['{v.major}', '{order.major}']],
    ['{v}', ['{v.major}', '{order.major}']],
    ['{v}.0', ['{order.major}']],
    ['{app}.{v}', ['{order.major}']],
  ])('on %s lets aliases name %j', (on, aliases) => {
    expect(compileRule(written({ ...RULE, on, aliases }))).toHaveProperty('forms');
  });

  test.each([['{v}.0'], ['{app}.{v}']])('on %s has no parts under the name of a group', (on) => {
    expect(compileRule(written({ ...RULE, on, aliases: ['{v.major}'] }))).toEqual([
      {
        path: ['aliases', 0],
        what: 'the template "{v.major}" names {v.major}',
        why: 'only the ordered value has parts, and that is order',
        instead: 'write {v}',
      },
    ]);
  });
});

test('every alias that is wrong is named, with its place', () => {
  const rule = compileRule(written({ ...RULE, aliases: ['l/{x}', 'l/{app}', { key: 'l/{' }] }));
  expect(Array.isArray(rule) ? rule.map(({ path, at }) => ({ path, at })) : rule).toEqual([
    { path: ['aliases', 0], at: undefined },
    { path: ['aliases', 2, 'key'], at: 2 },
  ]);
});
