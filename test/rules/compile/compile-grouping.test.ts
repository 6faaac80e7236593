import { describe, expect, test } from 'vitest';
import { compileGrouping } from '../../../src/rules/compile/compile-grouping.ts';
import type { OrderName } from '../../../src/rules/orders/orders.ts';
import { groupSources } from '../../../src/rules/pattern/alias-pattern.ts';
import { compilePattern } from '../../../src/rules/pattern/pattern.ts';
import { patternShape } from '../../../src/rules/pattern/pattern-shape.ts';
import { parseTemplate } from '../../../src/rules/pattern/template.ts';
import type { AliasGrouping } from '../../../src/rules/release.ts';

const APP = '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$';

function compiled(text: string, regex = APP, of = ['app', 'version'], order: OrderName = 'semver') {
  const template = parseTemplate(text);
  if ('why' in template) throw new TypeError(template.why);
  return compileGrouping(template, of, order, groupSources(patternShape(regex)));
}

function groupingOf(...terms: Parameters<typeof compiled>): AliasGrouping {
  const grouping = compiled(...terms);
  if ('why' in grouping) throw new TypeError(grouping.why);
  return grouping;
}

describe('which alias is of which group', () => {
  test.each([
    ['releases/{app}/latest/{file}', 'releases/a/latest/x', 'releases/a/latest/{file}', 'releases/a/latest/'],
    ['{file}', 'x', '{file}', ''],
    ['latest', 'latest', 'latest', 'latest'],
    ['latest/{app}', 'latest/a', 'latest/a', 'latest/a'],
    ['{file}/of/{app}', 'x/of/a', '{file}/of/a', ''],
    ['{app}/v{version.major}.{version.minor}/{file}', 'a/v1.20/x', 'a/v1.20/{file}', 'a/v1.20/'],
    ['{version}/{app}/{file}', '1.0.0/a/x', '1.0.0/a/{file}', '1.0.0/a/'],
    // A group whose text looks like the template, or holds what a pattern reads otherwise.
    [
      'releases/{app}/latest/{file}',
      'releases/{file}/latest/x',
      'releases/{file}/latest/{file}',
      'releases/{file}/latest/',
    ],
    ['releases/{app}/latest/{file}', 'releases/.*/latest/x', 'releases/.*/latest/{file}', 'releases/.*/latest/'],
    ['releases/{app}/latest/{file}', 'releases/a/latest/{app}', 'releases/a/latest/{file}', 'releases/a/latest/'],
    ['{{{app}/}}{file}', '{a/}x', '{a/}{file}', '{a/}'],
    ['{app}/{app}/{file}', 'a/b/x', 'a/b/{file}', 'a/b/'],
  ])('of %s, %s is of %s', (template, alias, name, aliasPrefix) => {
    expect(groupingOf(template).groupOfAlias(alias)).toEqual({ name, aliasPrefix });
  });

  test.each([
    ['releases/{app}/latest/{file}', 'releases/a/stable/x'],
    ['releases/{app}/latest/{file}', 'releases/a/b/latest/x'],
    ['releases/{app}/latest/{file}', 'releases/a/latest/x/y'],
    ['{app}/v{version.major}/{file}', 'a/vX/x'],
    ['latest', 'latest/x'],
  ])('of %s, %s is of none', (template, alias) => {
    expect(groupingOf(template).groupOfAlias(alias)).toBeUndefined();
  });

  test('a group may hold slashes where it stands last', () => {
    const grouping = groupingOf('latest/{dir}', '^(?<version>[^/]+)/(?<dir>.+)$', ['version']);
    expect(grouping.groupOfAlias('latest/a/b/c')).toEqual({ name: 'latest/{dir}', aliasPrefix: 'latest/' });
  });
});

describe('which group a release feeds', () => {
  const groups = { app: 'a', version: '1.2.3', file: 'x' };
  const parts = { major: '1', minor: '2' };

  test.each([
    ['releases/{app}/latest/{file}', 'releases/a/latest/{file}'],
    ['{app}/v{version.major}.{order.minor}/{file}', 'a/v1.2/{file}'],
    ['latest', 'latest'],
    ['{file}/of/{app}', '{file}/of/a'],
  ])('by %s it is %s, as any of its aliases says', (template, name) => {
    const grouping = groupingOf(template);
    const alias = template.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, group, part) =>
      part === undefined ? groups[group as 'app'] : parts[part as 'major'],
    );
    expect(grouping.groupOfRelease(groups, parts)).toEqual(grouping.groupOfAlias(alias));
    expect(grouping.groupOfRelease(groups, parts)?.name).toBe(name);
  });

  test('none where a group took no part, or the order has no such part', () => {
    expect(groupingOf('{app}/latest').groupOfRelease({ version: '1' }, {})).toBeUndefined();
    expect(groupingOf('v{version.major}').groupOfRelease(groups, {})).toBeUndefined();
    // What may differ within it needs not be known.
    expect(groupingOf('{app}/{file}').groupOfRelease({ app: 'a' }, {})).toMatchObject({ name: 'a/{file}' });
  });
});

test.each<[string, readonly string[]]>([
  ['releases/{app}/latest/{file}', ['app']],
  ['latest/{file}', []],
  ['{version}/{app}', ['version', 'app']],
  ['{app}/v{version.major}', ['app']],
])('%s fixes %j', (template, fixed) => {
  expect([...groupingOf(template).determinedGroups]).toEqual(fixed);
});

describe('refused, since nobody could tell the groups apart', () => {
  test.each<[string, Parameters<typeof compiled>, string]>([
    ['groups side by side', ['{app}{file}'], '{app}'],
    ['a letter between that a group may hold', ['{app}-{file}'], '{app}'],
    ['a group behind one that may hold anything', ['{file}.{app}/x'], '{app}'],
    ['a part that may hold what comes next', ['{version.prerelease}-{file}'], '{version.prerelease}'],
    ['a part of which nothing is said', ['{version.stage}/x', APP, ['app'], 'pep440'], '{version.stage}'],
    ['a regex that is not followed', ['{app}/{file}', `(?i)${APP}`], '{app}'],
  ])('%s', (_, terms, name) => {
    expect(compiled(...terms)).toEqual({
      why: `it is ambiguous where ${name} begins and ends in an alias, and aliases with the same ${name} move together`,
    });
  });

  test('what passes the limits of RE2, in its words', () => {
    const many = '{file}/'.repeat(2000);
    const refused = compilePattern(`^${'(?:[^/]{1,1000})/'.repeat(2000)}$`);
    const found = compiled(many, APP.replace('(?<file>[^/]+)', '(?<file>[^/]{1,1000})'));
    expect(found).toEqual({ why: 'refused' in refused ? refused.refused : '' });
  });
});

test('not refused: what may differ within a release lies in each other', () => {
  const grouping = groupingOf('{app}/{file}-{name}', '^(?<app>[^/]+)/(?<version>[^/]+)/(?<file>.+)/(?<name>.+)$');
  expect(grouping.groupOfAlias('a/x-y-z')).toEqual({ name: 'a/{file}-{name}', aliasPrefix: 'a/' });
});
