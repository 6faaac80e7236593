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
  return compileGrouping(template, of, () => order, groupSources(patternShape(regex)));
}

function groupingOf(...terms: Parameters<typeof compiled>): AliasGrouping {
  const grouping = compiled(...terms);
  if ('why' in grouping) throw new TypeError(grouping.why);
  return grouping;
}

describe('groupOfAlias', () => {
  test.each([
    ['releases/{app}/latest/{file}', 'releases/a/latest/x', 'releases/a/latest/{file}', 'releases/a/latest/'],
    ['{file}', 'x', '{file}', ''],
    ['latest', 'latest', 'latest', 'latest'],
    ['latest/{app}', 'latest/a', 'latest/a', 'latest/a'],
    ['{file}/of/{app}', 'x/of/a', '{file}/of/a', ''],
    ['{app}/v{version.major}.{version.minor}/{file}', 'a/v1.20/x', 'a/v1.20/{file}', 'a/v1.20/'],
    ['{version}/{app}/{file}', '1.0.0/a/x', '1.0.0/a/{file}', '1.0.0/a/'],
    // The text of a group looks like a template or like a regex.
    [
      'releases/{app}/latest/{file}',
      'releases/{file}/latest/x',
      'releases/{file}/latest/{file}',
      'releases/{file}/latest/',
    ],
    ['releases/{app}/latest/{file}', 'releases/.*/latest/x', 'releases/.*/latest/{file}', 'releases/.*/latest/'],
    ['releases/{app}/latest/{file}', 'releases/a/latest/{app}', 'releases/a/latest/{file}', 'releases/a/latest/'],
    ['{{{app}/}}{file}', '{a/}x', '{a/}{file}', '{a/}'],
    ['{app}/{app}/{file}', 'a/a/x', 'a/a/{file}', 'a/a/'],
    ['{app}/{file}/{file}', 'a/x/x', 'a/{file}/{file}', 'a/'],
  ])('%s: %s is in the group %s', (template, alias, name, aliasPrefix) => {
    expect(groupingOf(template).groupOfAlias(alias)).toEqual({ name, aliasPrefix });
  });

  test.each([
    ['releases/{app}/latest/{file}', 'releases/a/stable/x'],
    ['releases/{app}/latest/{file}', 'releases/a/b/latest/x'],
    ['releases/{app}/latest/{file}', 'releases/a/latest/x/y'],
    ['{app}/v{version.major}/{file}', 'a/vX/x'],
    ['latest', 'latest/x'],
    ['{app}/{app}/{file}', 'a/b/x'],
    ['{app}/{file}/{file}', 'a/x/y'],
    ['v{version.major}/{version.major}/{app}/{file}', 'v1/2/a/x'],
  ])('%s: %s is not in any group', (template, alias) => {
    expect(groupingOf(template).groupOfAlias(alias)).toBeUndefined();
  });

  test('the last group can contain slashes', () => {
    const grouping = groupingOf('latest/{dir}', '^(?<version>[^/]+)/(?<dir>.+)$', ['version']);
    expect(grouping.groupOfAlias('latest/a/b/c')).toEqual({ name: 'latest/{dir}', aliasPrefix: 'latest/' });
  });
});

describe('groupOfRelease', () => {
  const groups = { app: 'a', version: '1.2.3', file: 'x' };
  const numbers = { major: '1', minor: '2' };
  const parts = { version: numbers, order: numbers };

  test.each([
    ['releases/{app}/latest/{file}', 'releases/a/latest/{file}'],
    ['{app}/v{version.major}.{order.minor}/{file}', 'a/v1.2/{file}'],
    ['latest', 'latest'],
    ['{file}/of/{app}', '{file}/of/a'],
  ])('%s: it is %s, which groupOfAlias also returns', (template, name) => {
    const grouping = groupingOf(template);
    const alias = template.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, group, part) =>
      part === undefined ? groups[group as 'app'] : numbers[part as 'major'],
    );
    expect(grouping.groupOfRelease(groups, parts)).toEqual(grouping.groupOfAlias(alias));
    expect(grouping.groupOfRelease(groups, parts)?.name).toBe(name);
  });

  test('undefined if a group did not take part in the match, or if a part is missing', () => {
    expect(groupingOf('{app}/latest').groupOfRelease({ version: '1' }, {})).toBeUndefined();
    expect(groupingOf('v{version.major}').groupOfRelease(groups, {})).toBeUndefined();
    // Groups that differ within the release are not needed.
    expect(groupingOf('{app}/{file}').groupOfRelease({ app: 'a' }, {})).toMatchObject({ name: 'a/{file}' });
  });
});

test.each<[string, readonly string[]]>([
  ['releases/{app}/latest/{file}', ['app']],
  ['latest/{file}', []],
  ['{version}/{app}', ['version', 'app']],
  ['{app}/v{version.major}', ['app']],
])('%s determines %j', (template, fixed) => {
  expect([...groupingOf(template).determinedGroups]).toEqual(fixed);
});

describe('rejected because the groups are ambiguous', () => {
  test.each<[string, Parameters<typeof compiled>, string]>([
    ['adjacent groups', ['{app}{file}'], '{app}'],
    ['groups separated by a character that they can contain', ['{app}-{file}'], '{app}'],
    ['a group after a group that can contain any text', ['{file}.{app}/x'], '{app}'],
    ['a part that can contain the next character', ['{version.prerelease}-{file}'], '{version.prerelease}'],
    ['a part without a known regex', ['{version.stage}/{file}-{file}', APP, ['app'], 'pep440'], '{version.stage}'],
    ['a regex with unsupported syntax', ['{app}/{file}', `(?i)${APP}`], '{app}'],
  ])('%s', (_, terms, name) => {
    expect(compiled(...terms)).toEqual({
      why: `it is ambiguous where ${name} begins and ends in an alias, and aliases with the same ${name} move together`,
    });
  });

  test('a pattern beyond the limits of RE2 is rejected with its message', () => {
    const many = '{file}/'.repeat(2000);
    const refused = compilePattern(`^${'(?:[^/]{1,1000})/'.repeat(2000)}$`);
    const found = compiled(many, APP.replace('(?<file>[^/]+)', '(?<file>[^/]{1,1000})'));
    expect(found).toEqual({ why: 'refused' in refused ? refused.refused : '' });
  });
});

test('groups that differ within a release can be nested', () => {
  const grouping = groupingOf('{app}/{file}-{name}', '^(?<app>[^/]+)/(?<version>[^/]+)/(?<file>.+)/(?<name>.+)$');
  expect(grouping.groupOfAlias('a/x-y-z')).toEqual({ name: 'a/{file}-{name}', aliasPrefix: 'a/' });
});
