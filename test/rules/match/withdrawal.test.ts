import { describe, expect, test } from 'vitest';
import { isMarkerKey } from '../../../src/rules/match/marker-place.ts';
import { readKey } from '../../../src/rules/match/read-key.ts';
import { coveredBy, markerKeyOf } from '../../../src/rules/match/withdrawal.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../rule-set-of.ts';

function ruleOf(rule: Partial<ShortRule> & Pick<ShortRule, 'regex'>): Rule {
  return onlyTemplate(ruleSetOf({ on: 'v', aliases: ['latest'], ...rule })).rule;
}

const APP = '^releases/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>.+)$';
const DAYS = '^t/year=(?<y>\\d+)/month=(?<m>\\d+)/day=(?<d>\\d+)/(?<file>.+)$';

describe('the marker is in the folder that the order determines', () => {
  test.each([
    ['a version', { regex: APP }, 'releases/tool/1.11.0/tool.tgz', 'releases/tool/1.11.0/.withdrawn'],
    ['a file in a deeper folder', { regex: APP }, 'releases/tool/1.11.0/x/y.tgz', 'releases/tool/1.11.0/.withdrawn'],
    [
      'the same text in an earlier segment',
      { regex: APP },
      'releases/1.11.0/1.11.0/1.11.0',
      'releases/1.11.0/1.11.0/.withdrawn',
    ],
    [
      'literal text around the version',
      { regex: '^f/dt=(?<v>[^/]+)/(?<file>.+)$', by: 'date' },
      'f/dt=2026-11-20/part-0',
      'f/dt=2026-11-20/.withdrawn',
    ],
    [
      'an optional character before the version',
      { regex: '^r/v?(?<v>[^/]+)/(?<file>.+)$' },
      'r/v1.0.0/x',
      'r/v1.0.0/.withdrawn',
    ],
    ['without the optional character', { regex: '^r/v?(?<v>[^/]+)/(?<file>.+)$' }, 'r/1.0.0/x', 'r/1.0.0/.withdrawn'],
    [
      'several segments',
      { regex: DAYS, by: 'date', on: '{y}-{m}-{d}', format: 'YYYY-MM-DD' },
      't/year=2025/month=01/day=05/x',
      't/year=2025/month=01/day=05/.withdrawn',
    ],
    [
      'several groups in one segment',
      { regex: '^r/(?<v>[^/]+)-(?<b>\\d+)/x$', on: '{v}+{b}' },
      'r/1.0.0-7/x',
      'r/1.0.0-7/.withdrawn',
    ],
    [
      'a group with slashes before the version',
      { regex: '^m/(?<path>.+)/(?<v>[^/]+)/(?<file>[^/]+)$' },
      'm/a/1.0.0/2.0.0/x',
      'm/a/1.0.0/2.0.0/.withdrawn',
    ],
    [
      'text before the version that is in no group',
      { regex: '^(?:a|aa)+/[^/]*/(?<v>[^/]+)/x$' },
      'aaa/1.0.0/1.0.0/x',
      'aaa/1.0.0/1.0.0/.withdrawn',
    ],
    ['a regex that is not anchored', { regex: '/(?<v>\\d+\\.\\d+\\.\\d+)/x$' }, 'a/b/1.0.0/x', 'a/b/1.0.0/.withdrawn'],
    ['the first segment', { regex: '^(?<v>[^/]+)/x$' }, '1.0.0/x', '1.0.0/.withdrawn'],
    [
      'a version that contains slashes',
      { regex: '^r/(?<v>\\d+/\\d+/\\d+)/x$', by: 'date', format: 'YYYY/MM/DD' },
      'r/2026/11/20/x',
      'r/2026/11/20/.withdrawn',
    ],
    [
      'a prefix inside the folder',
      { regex: APP, prefix: 'releases/tool/' },
      'releases/tool/1.0.0/x',
      'releases/tool/1.0.0/.withdrawn',
    ],
  ])('%s', (_, rule, key, marker) => {
    const one = ruleOf(rule);
    expect(markerKeyOf(one, key)).toBe(marker);
    expect(readKey(one, key)?.marker).toBe(marker);
    expect(coveredBy(one, marker)).toEqual({ kind: 'folder', prefix: marker.slice(0, -'.withdrawn'.length) });
    expect(key.startsWith(marker.slice(0, -'.withdrawn'.length))).toBe(true);
    expect(marker.startsWith(one.prefix)).toBe(true);
  });
});

describe('the marker is next to the object', () => {
  test.each([
    ['the version is in the name of the file', { regex: '^p/(?<app>[^/]+)/.*-(?<v>[^/]+)\\.whl$' }, 'p/x/x-1.0.0.whl'],
    ['the version is the last segment', { regex: '^r/(?<v>[^/]+)$' }, 'r/1.0.0'],
    ['a group that is not ordered is in the segment', { regex: '^r/(?<app>[^/-]+)-(?<v>[^/]+)/x$' }, 'r/app-1.0.0/x'],
    ['a set is in the segment', { regex: '^r/[a-z]+(?<v>[^/]+)/x$' }, 'r/a1.0.0/x'],
    ['a group without a name is in the segment', { regex: '^r/(?:a|b)?(?<v>[^/]+)/x$' }, 'r/1.0.0/x'],
    ['the ordered group is optional', { regex: '^r/(?<v>[^/]+)?/x$' }, 'r/1.0.0/x'],
    ['the ordered group is inside another', { regex: '^r/(?<app>a(?<v>[^/]+))/x$' }, 'r/a1.0.0/x'],
    ['the slash after the version is optional', { regex: '^r/(?<v>[0-9.]+)/?x$' }, 'r/1.0.0/x'],
    ['a later segment is ordered too', { regex: '^r/(?<b>[^/]+)/(?<v>[^/]+)/x$', on: '{v}+{b}' }, 'r/7/1.0.0/x'],
    ['alternatives', { regex: '^r/(?<v>[^/]+)/x$|^s/(?<w>[^/]+)/x$' }, 'r/1.0.0/x'],
    ['a regex of which only the end is known', { regex: '(?<v>[0-9.]+)/x$' }, '1.0.0/x'],
    ['syntax that is not supported', { regex: '(?i)^r/(?<v>[^/]+)/x$' }, 'r/1.0.0/x'],
    ['the order reads no text', { regex: '^r/(?<v>[^/]+)/x$', by: 'uploaded', on: undefined }, 'r/1.0.0/x'],
    [
      'the prefix of the rule is longer than the folder',
      { regex: APP, prefix: 'releases/a/1.0.0/f' },
      'releases/a/1.0.0/f.tgz',
    ],
  ] as const)('%s', (_, { ...rule }, key) => {
    const one = onlyTemplate(
      ruleSetOf({ ...('on' in rule ? {} : { on: 'v' }), aliases: ['latest'], ...JSON.parse(JSON.stringify(rule)) }),
    ).rule;
    const marker = `${key}.withdrawn`;
    expect(markerKeyOf(one, key)).toBe(marker);
    expect(coveredBy(one, marker)).toEqual({ kind: 'object', key });
  });
});

describe('markers of releases', () => {
  const release = { of: '{app}/{v}', complete: ['releases/{app}/{v}/SHA256SUMS', 'releases/done/{app}/{v}'] };
  const rule = ruleOf({
    regex: '^releases/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+\\.tgz)$',
    prefix: 'releases/',
    release,
    aliases: ['latest/{app}/{file}'],
  });

  test.each([
    ['a candidate', 'releases/a/1.0.0/x.tgz', 'releases/a/1.0.0/.withdrawn'],
    ['a file that only makes the release complete', 'releases/a/1.0.0/SHA256SUMS', 'releases/a/1.0.0/.withdrawn'],
    ['a file outside the folder', 'releases/done/a/1.0.0', 'releases/done/a/1.0.0.withdrawn'],
  ])('%s', (_, key, marker) => {
    expect(markerKeyOf(rule, key)).toBe(marker);
    expect(coveredBy(rule, marker)).toBeDefined();
  });

  test.each([
    ['a file that is not part of a release', 'releases/a/1.0.0/README'],
    ['a marker', 'releases/a/1.0.0/.withdrawn'],
    ['a key outside the prefix', 'other/a/1.0.0/x.tgz'],
  ])('%s does not have a marker', (_, key) => {
    expect(markerKeyOf(rule, key)).toBeUndefined();
  });
});

describe('keys that withdraw nothing', () => {
  test.each([
    ['a marker next to a file whose folder has one', APP, 'releases/a/1.0.0/x.tgz.withdrawn'],
    ['a marker in a folder above', APP, 'releases/a/.withdrawn'],
    ['a marker next to a key that the rule does not match', '^p/(?<v>[0-9.]+)$', 'p/x.withdrawn'],
    ['a marker in a folder, where markers are next to objects', '^p/(?<v>[0-9.]+)$', 'p/1.0.0/.withdrawn'],
    ['another end', APP, 'releases/a/1.0.0/.withdrawn2'],
    ['upper case', APP, 'releases/a/1.0.0/.WITHDRAWN'],
  ])('%s', (_, regex, key) => {
    const rule = ruleOf({ regex });
    // A file in the folder of a version can be anything, so its name is not checked.
    if (key === 'releases/a/.withdrawn') expect(markerKeyOf(rule, 'releases/a/1.0.0/x')).not.toBe(key);
    expect(coveredBy(rule, key)).toBeUndefined();
  });

  test('a key outside the prefix of the rule', () => {
    expect(coveredBy(ruleOf({ regex: APP, prefix: 'releases/a/' }), 'releases/b/1.0.0/.withdrawn')).toBeUndefined();
  });

  test('any key under withdraw: false', () => {
    const rule = ruleOf({ regex: APP, withdraw: false });
    expect(coveredBy(rule, 'releases/a/1.0.0/.withdrawn')).toBeUndefined();
    expect(markerKeyOf(rule, 'releases/a/1.0.0/x.tgz')).toBeUndefined();
    expect(isMarkerKey(rule, 'releases/a/1.0.0/.withdrawn')).toBe(false);
    // Without markers, it is an ordinary object.
    expect(readKey(rule, 'releases/a/1.0.0/.withdrawn')?.order.ok).toBe(true);
  });
});
