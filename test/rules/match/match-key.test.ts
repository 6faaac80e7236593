import { describe, expect, test } from 'vitest';
import { candidateRuleOf, markerRuleOf, matchKey, ownerOfAlias } from '../../../src/rules/match/match-key.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { ruleSetOf } from '../rule-set-of.ts';

const APP = '^releases/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';

const rules = ruleSetOf(
  {
    name: 'app',
    prefix: 'releases/',
    regex: APP,
    on: 'v',
    aliases: [
      'releases/{app}/latest/{file}',
      'releases/{app}/v{v.major}/{file}',
      { key: 'releases/{app}/next/{file}', prereleases: true },
    ],
  },
  { name: 'all', regex: '/(?<n>\\d+)\\.[^/]+/(?<file>[^/]+)$', by: 'number', on: 'n', aliases: ['newest/{file}'] },
  { name: 'late', regex: APP, on: 'v', aliases: ['newest/{app}.tgz', 'first/{app}'] },
);

function seen(set: RuleSet, key: string) {
  const { matches, unmatched } = matchKey(set, key);
  return {
    aliases: matches.map(({ rule, alias }) => `${rule.name}: ${alias}`),
    not: unmatched.map(({ rule, template, why }) => `${rule.name}: ${template.text}: ${why}`),
  };
}

describe('matchKey', () => {
  test('returns the aliases of all rules in file order, and the reason for each other template', () => {
    expect(seen(rules, 'releases/vite/8.0.0/vite.tgz')).toEqual({
      aliases: [
        'app: releases/vite/latest/vite.tgz',
        'app: releases/vite/v8/vite.tgz',
        'app: releases/vite/next/vite.tgz',
        'all: newest/vite.tgz',
        'late: first/vite',
      ],
      // The first template that can produce an alias owns it, even if another rule also matches the key.
      not: [
        'late: newest/{app}.tgz: the alias newest/vite.tgz belongs to "newest/{file}" of rule all, which comes first',
      ],
    });
  });

  test('a prerelease is a candidate only of aliases that accept prereleases', () => {
    const { aliases, not } = seen(rules, 'releases/vite/8.0.0-rc.1/vite.tgz');
    expect(aliases).toEqual(['app: releases/vite/next/vite.tgz', 'all: newest/vite.tgz']);
    expect(not[0]).toBe(
      'app: releases/{app}/latest/{file}: "8.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
    );
  });

  test.each([['other/vite.tgz'], [''], ['releases/'], ['__proto__']])('%j does not match any rule', (key) => {
    expect(matchKey(rules, key)).toMatchObject({ matches: [], unmatched: [] });
  });

  // The regex has flags, so its groups are unknown and loading the rules does not find the loop.
  test('a loop that is not found at load time is refused at run time', () => {
    const looping = ruleSetOf({
      name: 'loop',
      regex: '(?i)^(?<area>zone-[a-z]+)/(?<v>[^/]+)$',
      on: 'v',
      aliases: ['{area}/{v.major}.0.0', '{area}/v{v.major}'],
    });
    expect(seen(looping, 'ZONE-a/1.2.3')).toEqual({
      aliases: ['loop: ZONE-a/v1'],
      not: ['loop: {area}/{v.major}.0.0: the alias ZONE-a/1.0.0 would itself be a candidate of rule loop, a loop'],
    });
  });
});

describe('markers', () => {
  const released = ruleSetOf({
    name: 'app',
    prefix: 'r/',
    regex: '^r/(?<file>[^/]+)/(?<v>[^/]+)/x$',
    on: 'v',
    aliases: ['r/latest-{file}', 'l/{file}'],
  });

  test('an alias whose key would be that of a marker is refused', () => {
    expect(seen(released, 'r/a.withdrawn/1.0.0/x')).toEqual({
      aliases: ['app: l/a.withdrawn'],
      not: ['app: r/latest-{file}: the alias r/latest-a.withdrawn would itself be a marker of rule app'],
    });
  });

  test.each(['r/a/1.0.0/.withdrawn', 'r/a.withdrawn'])('%s is a marker', (key) => {
    expect(markerRuleOf(released, key)?.name).toBe('app');
    expect(seen(released, key)).toEqual({ aliases: [], not: [] });
  });

  test.each(['r/a/1.0.0/x', 'l/a.withdrawn', 'r/a/1.0.0/.withdrawn/x'])('%s is not a marker', (key) => {
    expect(markerRuleOf(released, key)).toBeUndefined();
  });
});

test.each([
  ['releases/vite/8.0.0/vite.tgz', 'app'],
  ['releases/vite/8.0.0-rc.1/x', 'app'],
  // The first rule does not match this folder.
  ['nightly/8.0.0/x', 'all'],
])('%s is a candidate of %s', (key, rule) => {
  expect(candidateRuleOf(rules, key)?.name).toBe(rule);
});

// The regex matches the last one, but `latest` is not a version.
test.each([['newest/vite.tgz'], ['first/vite'], [''], ['releases/vite/latest/x']])('%j is not a candidate', (key) => {
  expect(candidateRuleOf(rules, key)).toBeUndefined();
});

describe('ownerOfAlias', () => {
  test.each<[alias: string, template: string, groups: Record<string, string>]>([
    ['releases/vite/latest/x', 'releases/{app}/latest/{file}', { app: 'vite', file: 'x' }],
    ['releases/vite/v8/x', 'releases/{app}/v{v.major}/{file}', { app: 'vite', file: 'x' }],
    ['newest/vite.tgz', 'newest/{file}', { file: 'vite.tgz' }],
    ['first/vite', 'first/{app}', { app: 'vite' }],
  ])('%s belongs to %s and determines its groups', (alias, template, groups) => {
    const owner = ownerOfAlias(rules, alias);
    expect(owner?.template.text).toBe(template);
    expect(owner?.groups).toEqual(groups);
  });

  test('groups that the alias does not determine are left out', () => {
    const set = ruleSetOf({ regex: '^x/(?<a>[^/]+)/(?<b>[^/]+)/(?<v>.+)$', on: 'v', aliases: ['l/{a}/{b}-{v}'] });
    expect(ownerOfAlias(set, 'l/1/2-3-4')?.groups).toEqual({ a: '1' });
  });

  test.each([['releases/vite/vX/x'], ['releases/vite/8.0.0/x'], ['newest/a/b'], ['first/'], ['']])(
    '%j has no owner',
    (alias) => {
      expect(ownerOfAlias(rules, alias)).toBeUndefined();
    },
  );
});

describe('a template that repeats a name', () => {
  const repeating = ruleSetOf(
    {
      name: 'sdist',
      key: 's/{name}/{name}-{version}.tar.gz',
      on: 'version',
      aliases: ['s/{name}/{name}-latest.tar.gz'],
    },
    {
      name: 'wheel',
      regex: '^w/(?<pkg>[^/]+)/(?<version>[^/]+)/wheel$',
      on: 'version',
      aliases: [
        's/{pkg}/wheel-latest.tar.gz',
        'major/v{version.major}/{version.major}',
        'major/v{version.major}/{pkg}',
      ],
    },
    {
      name: 'gem',
      key: 'gems/{gem}/{gem}-{version}.gem',
      on: 'version',
      aliases: ['gems/{gem}/{gem}.gem', { key: 'gems/{gem}/pre.gem', prereleases: true }],
    },
  );

  test.each([
    ['s/six/six-latest.tar.gz', 'sdist: s/{name}/{name}-latest.tar.gz'],
    ['s/wheel/wheel-latest.tar.gz', 'sdist: s/{name}/{name}-latest.tar.gz'],
    ['s/six/wheel-latest.tar.gz', 'wheel: s/{pkg}/wheel-latest.tar.gz'],
    ['major/v1/1', 'wheel: major/v{version.major}/{version.major}'],
    ['major/v1/2', 'wheel: major/v{version.major}/{pkg}'],
    ['gems/rake/rake.gem', 'gem: gems/{gem}/{gem}.gem'],
    ['gems/rake/pre.gem', 'gem: gems/{gem}/pre.gem'],
    ['gems/pre/pre.gem', 'gem: gems/{gem}/{gem}.gem'],
  ])('%s belongs to %s', (alias, owner) => {
    const found = ownerOfAlias(repeating, alias);
    expect(`${found?.rule.name}: ${found?.template.text}`).toBe(owner);
  });

  test.each(['s/six/seven-latest.tar.gz', 'gems/rake/make.gem', 's/six/six'])('%s has no owner', (alias) => {
    expect(ownerOfAlias(repeating, alias)).toBeUndefined();
  });

  test('an object moves an alias that only looks like one of that template', () => {
    expect(seen(repeating, 'gems/rake/rake-1.0.0.gem').aliases).toEqual([
      'gem: gems/rake/rake.gem',
      'gem: gems/rake/pre.gem',
    ]);
    expect(seen(repeating, 'w/six/1.0.0/wheel').aliases).toContain('wheel: s/six/wheel-latest.tar.gz');
  });
});
