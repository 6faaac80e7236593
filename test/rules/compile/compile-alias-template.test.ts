import { expect, test } from 'vitest';
import { compileAliasTemplate, type TemplateScope } from '../../../src/rules/compile/compile-alias-template.ts';
import { compileMatch } from '../../../src/rules/compile/compile-match.ts';
import { ruleSchema } from '../../../src/rules/file/rules-schema.ts';
import { createOrder } from '../../../src/rules/orders/orders.ts';
import { createRuleOrder } from '../../../src/rules/rule-order.ts';

function written(alias: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return ruleSchema.parse({
    name: 'a',
    match: { regex: '^(?<app>[^/]+)/(?<v>[^/]+)$' },
    order: { by: 'semver', on: 'v' },
    aliases: [alias],
    ...more,
  });
}

const NAMES: TemplateScope = {
  match: compileMatch(written('l').match).match,
  order: createRuleOrder([
    {
      by: 'semver',
      options: {},
      order: createOrder('semver', {}),
      on: [{ kind: 'group', group: 'v' }],
      group: 'v',
      desc: false,
    },
  ]),
  limited: { by: 'semver', order: createOrder('semver', {}) },
  release: undefined,
};

function problemsOf(names: TemplateScope, ...given: Parameters<typeof written>) {
  const template = compileAliasTemplate(written(...given), 0, names);
  return 'digest' in template ? [] : template.map(({ path, what }) => `${path.join('.')}: ${what}`);
}

test('a valid alias is compiled', () => {
  expect(compileAliasTemplate(written({ key: 'l/{app}', minimumAge: '7d' }), 0, NAMES)).toMatchObject({
    text: 'l/{app}',
    prereleases: false,
    protected: false,
    determinedGroups: new Set(['app']),
    minimumAge: { milliseconds: 7 * 86_400_000 },
  });
});

test('all problems of one alias are reported', () => {
  expect(problemsOf(NAMES, { key: 'l/{ap}', minimumAge: 'soon', after: 'x' })).toEqual([
    'aliases.0.key: the template "l/{ap}" names the group "ap"',
    'aliases.0.after: after cannot be read',
    'aliases.0.minimumAge: minimumAge cannot be used',
  ]);
});

test.each<[unknown: string, names: Partial<TemplateScope>, alias: string, problems: readonly string[]]>([
  ['the regex', { match: undefined }, 'l/{x}', []],
  ['the regex', { match: undefined }, 'l/{', ['aliases.0: the template "l/{" cannot be read']],
  ['the order', { order: undefined }, 'l/{v.major}', []],
  ['nothing', {}, 'l/{v.majr}', ['aliases.0: the template "l/{v.majr}" names {v.majr}']],
])('an invalid rule (%s) does not cause further problems of its aliases: %j %s', (_, names, alias, problems) => {
  expect(problemsOf({ ...NAMES, ...names }, alias)).toEqual(problems);
});
