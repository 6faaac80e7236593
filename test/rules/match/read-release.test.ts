import { describe, expect, test } from 'vitest';
import {
  aliasGroupFor,
  candidateReleaseOf,
  completeEntryName,
  readReleases,
  releaseName,
  releaseRefusal,
  releasesOf,
} from '../../../src/rules/match/read-release.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../rule-set-of.ts';

const RULE: ShortRule = {
  prefix: 'r/',
  regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>.+)$',
  on: 'v',
  release: { of: '{app}@{v}', complete: ['r/{app}/{v}/SUMS', 'r/{app}/{v}/*.sig'] },
  aliases: ['l/{app}/v{v.major}/{file}'],
};

function of(more: Partial<ShortRule> = {}) {
  return onlyTemplate(ruleSetOf({ ...RULE, ...more }));
}

/** For each release: its groups, the entries that the key matches, and whether the key is a candidate. */
function read(rule: Rule, key: string) {
  return readReleases(rule, key).map(({ groups, completes, candidate }) => [
    Object.values(groups).join(' '),
    completes,
    candidate !== undefined,
  ]);
}

describe('readReleases', () => {
  test.each<[string, string, Partial<ShortRule>, ReturnType<typeof read>]>([
    ['a candidate', 'r/a/1.0.0/x', {}, [['a 1.0.0', [], true]]],
    ['a candidate that is a complete file', 'r/a/1.0.0/SUMS', {}, [['a 1.0.0', [0], true]]],
    ['a candidate that matches another entry', 'r/a/1.0.0/x.sig', {}, [['a 1.0.0', [1], true]]],
    [
      'a marker that the regex does not match',
      'r/a/1.0.0/SUMS',
      { regex: `${RULE.regex}x` },
      [['a 1.0.0', [0], false]],
    ],
    ['a marker that is not a candidate', 'r/a/1.0.0/SUMS', { exclude: 'SUMS' }, [['a 1.0.0', [0], false]]],
    [
      'a candidate that matches two entries',
      'r/a/1.0.0/SUMS',
      { release: { of: '{app}@{v}', complete: ['r/{app}/{v}/*', 'r/{app}/{v}/**'] } },
      [['a 1.0.0', [0, 1], true]],
    ],
    [
      'a candidate of one release and complete file of another',
      'r/a/1.0.0/2.0.0/DONE',
      { release: { of: '{v}', complete: ['r/*/*/{v}/DONE'] } },
      [
        ['1.0.0', [], true],
        ['2.0.0', [0], false],
      ],
    ],
    ['a prerelease', 'r/a/2.0.0-rc.1/x', {}, [['a 2.0.0-rc.1', [], true]]],
    [
      'a candidate without an order value of its own',
      'r/a/b/x',
      { by: 'uploaded', on: '', aliases: ['l/{file}'] },
      [['a b', [], true]],
    ],
  ])('%s', (_, key, more, expected) => {
    const { on = '', ...rest } = { ...RULE, ...more };
    const rule = on === '' ? rest : { ...rest, on };
    expect(read(onlyTemplate(ruleSetOf(rule)).rule, key)).toEqual(expected);
  });

  test.each<[string, string, Partial<ShortRule>]>([
    ['another prefix', 'x/a/1.0.0/SUMS', {}],
    ['no version', 'r/a/latest/SUMS', {}],
    ['too short', 'r/a/1.0.0', {}],
    ['excluded, and not a marker', 'r/a/1.0.0/x', { exclude: 'x$' }],
    [
      'a group of release.of did not take part in the match',
      'r/1.0.0/x',
      {
        regex: '^r/(?:(?<app>[a-z]+)/)?(?<v>[0-9][^/]*)/(?<file>[^/]+)$',
        release: { of: '{app}@{v}', complete: ['r/{app}/{v}/SUMS'] },
        aliases: ['l/{file}'],
      },
    ],
  ])('no release: %s', (_, key, more) => {
    expect(readReleases(of(more).rule, key)).toEqual([]);
  });

  test('no release if the rule has no releases', () => {
    const { release: _, ...plain } = RULE;
    expect(readReleases(onlyTemplate(ruleSetOf(plain)).rule, 'r/a/1.0.0/x')).toEqual([]);
  });
});

test('releases differ by their groups and not by their joined text', () => {
  const { rule } = of({ release: { of: '{app}{v}', complete: ['r/{app}/{v}/SUMS'] } });
  const [a, b] = ['r/a1/1.0.0/x', 'r/a/11.0.0/x'].map((key) => candidateReleaseOf(rule, key));
  expect(a?.id).not.toBe(b?.id);
  expect(candidateReleaseOf(rule, 'r/a1/1.0.0/SUMS')?.id).toBe(a?.id);
});

test.each([
  ['r/a/1.0.0/x', true],
  ['r/a/1.0.0/SUMS', true],
  ['r/a/x/SUMS', false],
])('%s is a candidate of a release: %s', (key, expected) => {
  expect(candidateReleaseOf(of().rule, key) !== undefined).toBe(expected);
});

test('a complete file is part of the release without being a candidate', () => {
  expect(candidateReleaseOf(of({ exclude: 'SUMS' }).rule, 'r/a/1.0.0/SUMS')).toBeUndefined();
});

describe('aliasGroupFor', () => {
  const grouped = (key: string, more: Partial<ShortRule> = {}) => {
    const { rule, template } = of(more);
    const [reading] = readReleases(rule, key);
    return reading === undefined ? undefined : aliasGroupFor(template, reading);
  };

  test.each<[string, Partial<ShortRule>, string]>([
    ['r/a/1.0.0/x', {}, 'l/a/v1/{file}'],
    ['r/{file}/1.0.0/x', {}, 'l/{file}/v1/{file}'],
    ['r/a/1.0.0-rc.1/x', { prereleases: true }, 'l/a/v1/{file}'],
    ['r/a/1.5.0/x', { range: '^1.2' }, 'l/a/v1/{file}'],
    ['r/a/1.0.0/SUMS', { exclude: 'SUMS' }, 'l/a/v1/{file}'],
  ])('%s, %j: %s', (key, more, name) => {
    expect(grouped(key, more)).toMatchObject({ name });
  });

  test.each<[string, Partial<ShortRule>, string, string]>([
    ['r/a/1.0.0-rc.1/x', {}, 'prerelease', '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases'],
    ['r/a/2.0.0/x', { range: '^1.2' }, 'out-of-range', '"2.0.0" is outside the range "^1.2"'],
    ['r/a/1.0.0/SUMS', { range: '^1.2', exclude: 'SUMS' }, 'out-of-range', '"1.0.0" is outside the range "^1.2"'],
  ])('%s, %j: no group', (key, more, kind, why) => {
    expect(grouped(key, more)).toEqual({ kind, why });
  });

  test('no group if a group of the template did not take part in the match', () => {
    const { rule, template } = of({
      regex: '^r/(?:(?<app>[a-z]+)/)?(?<v>[0-9][^/]*)/(?<file>[^/]+)$',
      release: { of: '{v}', complete: ['r/{v}/SUMS'] },
      aliases: ['l/{v}/{app}/{file}'],
    });
    const [reading] = readReleases(rule, 'r/1.0.0/x');
    // The group differs within a release, so other keys of the release can have it.
    expect(reading && aliasGroupFor(template, reading)).toMatchObject({ name: 'l/1.0.0/{app}/{file}' });
    expect(template.grouping?.groupOfRelease({}, {})).toBeUndefined();
  });
});

test('releaseRefusal explains why a match is not part of a release', () => {
  const { rule } = of({
    regex: '^r/(?:(?<app>[a-z]+)/)?(?<v>[0-9][^/]*)/(?<file>[^/]+)$',
    aliases: ['l/{file}'],
  });
  expect(releaseRefusal(rule, { groups: { v: '1', file: 'x' } })).toEqual({
    kind: 'no-release',
    why: 'a group of release.of did not take part in the match',
  });
  expect(releaseRefusal(rule, { groups: { app: '', v: '1' } })).toBeUndefined();
  const { release: _, ...plain } = RULE;
  expect(releaseRefusal(onlyTemplate(ruleSetOf(plain)).rule, { groups: {} })).toBeUndefined();
});

test('releaseName and completeEntryName fill the templates', () => {
  const { release } = of({
    release: { of: '{app} {{v}} {v}', complete: ['r/{app}/{v}/a*/**', 'r/{app}/{v}/{v}.sum'] },
  }).rule;
  if (release === undefined) throw new TypeError('the rule has releases');
  const groups = { app: 'a', v: '1.0.0' };
  expect(releaseName(release, groups)).toBe('a {v} 1.0.0');
  expect([0, 1, 2].map((index) => completeEntryName(release, index, groups))).toEqual([
    'r/a/1.0.0/a*/**',
    'r/a/1.0.0/1.0.0.sum',
    '',
  ]);
});

describe('the groups of aliases that a key can move', () => {
  const ruleSet = ruleSetOf(
    {
      prefix: 'r/',
      regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$',
      on: 'version',
      release: { of: '{app}/{version}', complete: ['r/{app}/{version}/sub/DONE'] },
      aliases: ['r/{app}/latest/{file}', { key: 'newest/{file}', prereleases: true }],
    },
    {
      prefix: 'r/',
      regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$',
      on: 'version',
      aliases: ['plain/{file}'],
    },
  );

  test.each([
    ['a candidate', 'r/a/1.0.0/x', ['r/a/latest/{file} below r/a/', 'newest/{file} below r/']],
    [
      'a file that completes a release',
      'r/a/1.0.0/sub/DONE',
      ['r/a/latest/{file} below r/a/', 'newest/{file} below r/'],
    ],
    ['a prerelease, for the template that accepts it', 'r/a/1.0.0-rc.1/x', ['newest/{file} below r/']],
  ])('%s: %s', (_what, key, expected) => {
    expect(releasesOf(ruleSet, key).map(({ group, prefix }) => `${group.name} below ${prefix}`)).toEqual(expected);
  });

  test.each(['r/a/x/1', 'r/a/1.0.0/sub/OTHER', 'R/a/1.0.0/x'])('none: %s', (key) => {
    expect(releasesOf(ruleSet, key)).toEqual([]);
  });

  test('none under a rule without releases', () => {
    const { release: _, ...plain } = RULE;
    expect(releasesOf(ruleSetOf(plain), 'r/a/1.0.0/x')).toEqual([]);
  });
});
