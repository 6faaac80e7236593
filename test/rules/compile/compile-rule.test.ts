import { describe, expect, test } from 'vitest';
import { compileRule, compileRules } from '../../../src/rules/compile/compile-rule.ts';
import { rulesSchema, type WrittenRule } from '../../../src/rules/file/rules-schema.ts';
import { rulesText, type ShortRule } from '../rule-set-of.ts';

function written(short: ShortRule): WrittenRule {
  const [rule] = rulesSchema.parse(JSON.parse(rulesText(short))).rules;
  if (rule === undefined) throw new TypeError('no rule');
  return rule;
}

const RULE: ShortRule = { prefix: 'r/', regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)$', on: 'v', aliases: ['l/{app}'] };

test('a valid rule is compiled', () => {
  const rule = compileRule(written(RULE));
  expect(rule).toMatchObject({
    name: 'rule-0',
    prefix: 'r/',
    order: { name: 'semver', terms: [{ by: 'semver', on: [{ kind: 'group', group: 'v' }], group: 'v', desc: false }] },
    orderGroups: ['v'],
    templates: [{ text: 'l/{app}', prereleases: false, determinedGroups: new Set(['app']) }],
  });
});

// `{order.major}` is always valid. `{v.major}` is valid only if order.on consists of the group v only.
describe('order.on', () => {
  test.each([
    ['v', ['{v.major}', '{order.major}']],
    ['{v}', ['{v.major}', '{order.major}']],
    ['{v}.0', ['{order.major}']],
    ['{app}.{v}', ['{order.major}']],
  ])('on %s: aliases can name %j', (on, aliases) => {
    expect(compileRule(written({ ...RULE, on, aliases }))).toHaveProperty('templates');
  });

  test.each<[order: unknown, alias: string, why: string, instead: string]>([
    [
      [
        { by: 'semver', on: 'v' },
        { by: 'pep440', on: 'app' },
      ],
      'l/{v.micro}',
      'the order has the parts major, minor, patch, prerelease, build',
      'write {v.major}',
    ],
    [
      [
        { by: 'number', on: 'app' },
        { by: 'semver', on: 'v' },
      ],
      'l/{app.major}',
      'this order has no parts',
      'write {app}',
    ],
    [
      [
        { by: 'number', on: 'app' },
        { by: 'date', on: '{v}-01' },
      ],
      'l/{x.year}',
      'only ordered values have parts, which are app and order',
      'write {order.year}',
    ],
  ])('on %j: %s is invalid', (order, alias, why, instead) => {
    const what = `the template "${alias}" names ${alias.slice(2)}`;
    expect(compileRule(written({ ...RULE, order, aliases: [alias] }))).toEqual([
      { path: ['aliases', 0], what, why, instead },
    ]);
  });

  test.each([['{v}.0'], ['{app}.{v}']])('on %s: no group has parts', (on) => {
    expect(compileRule(written({ ...RULE, on, aliases: ['{v.major}'] }))).toEqual([
      {
        path: ['aliases', 0],
        what: 'the template "{v.major}" names {v.major}',
        why: 'only the ordered value has parts, which is order',
        instead: 'write {v}',
      },
    ]);
  });
});

test('every invalid alias is reported with its path', () => {
  const rule = compileRule(written({ ...RULE, aliases: ['l/{x}', 'l/{app}', { key: 'l/{' }] }));
  expect(Array.isArray(rule) ? rule.map(({ path, at }) => ({ path, at })) : rule).toEqual([
    { path: ['aliases', 0], at: undefined },
    { path: ['aliases', 2, 'key'], at: 2 },
  ]);
});

describe('digest', () => {
  const rule: ShortRule = {
    prefix: 'releases/',
    regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$',
    on: 'version',
    aliases: ['releases/{app}/latest/{file}', 'next/{app}/{file}'],
  };
  const digestsOf = (more: Partial<ShortRule> = {}): readonly string[] => {
    const compiled = compileRule(written({ ...rule, ...more }));
    return 'templates' in compiled ? compiled.templates.map(({ digest }) => digest) : [];
  };
  const release = { of: '{app}/{version}', complete: ['releases/{app}/{version}/SUMS'] };

  // A different digest would cause every alias of every bucket to be listed and written again.
  test('a rule without releases keeps the digest of versions that did not support releases', () => {
    expect(digestsOf()[0]).toMatch(/^47b2f6521bd8db77-/);
  });

  test('the digest ends with that of the headers, which the first part does not depend on', () => {
    const digests = [
      digestsOf()[0],
      digestsOf({ headers: 'inherit' })[0],
      digestsOf({ headers: { 'Cache-Control': 'max-age=60' } })[0],
      digestsOf({ headers: { 'Content-Type': 'text/plain' } })[0],
    ];
    expect(new Set(digests.map((digest) => digest?.split('-')[0])).size).toBe(1);
    expect(new Set(digests).size).toBe(4);
    expect(digestsOf({ headers: { 'Cache-Control': 'no-cache' } })[0]).toBe(digests[0]);
  });

  test('a list with one order has the digest of that order', () => {
    expect(digestsOf({ order: [{ by: 'semver', on: 'version' }] })).toEqual(digestsOf());
    expect(digestsOf({ order: { by: 'semver', on: 'version', desc: false } })).toEqual(digestsOf());
  });

  test('rules with different orders have different digests', () => {
    const orders = [
      { by: 'semver', on: 'version' },
      { by: 'semver', on: 'version', desc: true },
      [
        { by: 'semver', on: 'version' },
        { by: 'natural', on: 'file' },
      ],
      [
        { by: 'semver', on: 'version' },
        { by: 'natural', on: 'file', desc: true },
      ],
      [
        { by: 'semver', on: 'version' },
        { by: 'natural', on: 'app' },
      ],
      [
        { by: 'semver', on: 'version' },
        { by: 'natural', on: 'app' },
        { by: 'natural', on: 'file' },
      ],
      [
        { by: 'semver', on: 'version' },
        { by: 'list', on: 'file', values: ['a', 'b'] },
      ],
      [
        { by: 'semver', on: 'version' },
        { by: 'list', on: 'file', values: ['b', 'a'] },
      ],
    ];
    const digests = orders.flatMap((order) => digestsOf({ order }));
    expect(digests).toHaveLength(16);
    expect(new Set(digests).size).toBe(16);
  });

  test('rules with different releases have different digests', () => {
    const digests = [
      digestsOf(),
      digestsOf({ release }),
      digestsOf({ release: { ...release, of: '{version}/{app}' } }),
      digestsOf({ release: { ...release, complete: [...release.complete, 'releases/{app}/{version}/*'] } }),
    ].flat();
    expect(digests).toHaveLength(8);
    expect(new Set(digests).size).toBe(8);
  });
});

test('aliases that cannot move together are rejected with their path', () => {
  const release = { of: '{app}/{v}', complete: ['r/{app}/{v}/x'] };
  const regex = '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';
  const aliases = ['l/{app}/{file}', 'l/{app}-{file}', { key: 'k/{file}{app}x' }];
  const refused = compileRule(written({ ...RULE, regex, release, aliases }));
  expect(refused).toEqual(
    [
      { path: ['aliases', 1], text: 'l/{app}-{file}' },
      { path: ['aliases', 2, 'key'], text: 'k/{file}{app}x' },
    ].map(({ path, text }) => ({
      path,
      what: `the aliases of "${text}" cannot move together`,
      why: 'it is ambiguous where {app} begins and ends in an alias, and aliases with the same {app} move together',
      instead: 'put / after the group, and write {name} for it in match.key, or [^/]+ in the regex',
    })),
  );
});

describe('compileRules', () => {
  function compiled(count: number, regex: string, aliases: readonly string[], more: object = {}) {
    const { rules } = rulesSchema.parse(
      JSON.parse(
        rulesText(...Array.from({ length: count }, () => ({ prefix: 'r/', regex, on: 'v', aliases, ...more }))),
      ),
    );
    return [...compileRules(rules)].map((one) => ('name' in one ? 'rule' : one.map(({ what }) => what).join()));
  }

  function aliases(count: number) {
    return Array.from({ length: count }, (_, i) => `l/{v}/${i}`);
  }

  function many(count: number) {
    return Array.from({ length: count }, () => 'rule');
  }

  test.each<[name: string, answers: readonly string[], expected: readonly string[]]>([
    [
      'a thousand small rules',
      compiled(1_000, '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$', aliases(1)),
      many(1_000),
    ],
    ['ten large rules', compiled(10, '^r/(?<v>[^/]{1,900})$', aliases(5)), many(10)],
  ])('%s are compiled', (_, answers, expected) => {
    expect(answers).toEqual(expected);
  });

  const TOGETHER = 'the regexes of the file are too large in total';

  test.each<[name: string, answers: readonly string[], expected: readonly string[]]>([
    // Each takes 0.3 s to compile, and one of them uses up the limit of the file.
    [
      'regexes that are too large',
      compiled(64, `^r/(?<v>(?:${'a'.repeat(570)}){999})$`, aliases(1)),
      ['the regex cannot be used'],
    ],
    [
      'an exclude regex that is too large',
      compiled(64, '^r/(?<v>[^/]+)$', aliases(1), { exclude: `(?:${'a'.repeat(570)}){999}` }),
      [TOGETHER],
    ],
    [
      'regexes just below the limit',
      compiled(100, `^r/(?<v>(?:${'a'.repeat(9)}){999})$`, aliases(1)),
      [...many(55), TOGETHER],
    ],
    [
      'a regex that is used in many aliases',
      compiled(3, `^r/(?<v>(?:${'a'.repeat(9)}){999})$`, aliases(60)),
      ['rule', TOGETHER],
    ],
  ])('%s end the compilation', (_, answers, expected) => {
    expect(answers).toEqual(expected);
  });
});
