import { describe, expect, test } from 'vitest';
import { aliasKeyFor, readKey } from '../../../src/rules/match/read-key.ts';
import type { RejectionKind } from '../../../src/rules/match/rejection.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../rule-set-of.ts';

const RELEASES: ShortRule = {
  prefix: 'r/',
  regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)(?:/(?<file>.+))?$',
  on: 'v',
  aliases: ['l/{app}/{file}'],
};

function aliasOf(short: ShortRule, key: string) {
  const { rule, template } = onlyTemplate(ruleSetOf(short));
  const reading = readKey(rule, key);
  return reading === undefined ? undefined : aliasKeyFor(template, reading);
}

describe('readKey', () => {
  const { rule } = onlyTemplate(ruleSetOf(RELEASES));

  test.each([['x/a/1.0.0'], ['r/a'], ['r/'], [''], ['R/a/1.0.0']])('%j does not match the rule', (key) => {
    expect(readKey(rule, key)).toBeUndefined();
  });

  test('the prefix is required even if the regex matches without it', () => {
    const loose = onlyTemplate(
      ruleSetOf({ prefix: 'r/', regex: '(?<v>\\d+)$', by: 'number', on: 'v', aliases: ['l'] }),
    );
    expect(readKey(loose.rule, 'x/7')).toBeUndefined();
    expect(readKey(loose.rule, 'r/7')).toMatchObject({ orderText: '7', order: { ok: true, value: [7n] } });
  });

  test('a key is read into its groups, the order text and the order value', () => {
    expect(readKey(rule, 'r/a/1.2.3')).toMatchObject({
      groups: { app: 'a', v: '1.2.3' },
      orderText: '1.2.3',
      order: { ok: true, parts: { v: { major: '1' } } },
    });
  });

  test('a text that is too long for the order is rejected with the reason', () => {
    const version = `1.0.0-${'a'.repeat(251)}`;
    const why = 'it has 257 characters, and the limit is 256';
    expect(readKey(rule, `r/a/${version}`)).toMatchObject({ orderText: version, order: { ok: false, why } });
    expect(readKey(rule, `r/a/${version.slice(1)}`)).not.toMatchObject({ order: { why } });
    expect(aliasOf(RELEASES, `r/a/${version}`)).toEqual({ kind: 'unread', why });
  });

  test('order.on can combine several groups', () => {
    const dates = onlyTemplate(
      ruleSetOf({ regex: '^d/(?<y>\\d+)/(?<m>\\d+)/', by: 'date', on: '{y}-{m}', aliases: ['l/{order.year}'] }),
    );
    expect(readKey(dates.rule, 'd/2026/11/x')).toMatchObject({ orderText: '2026-11', order: { ok: true } });
  });
});

describe('aliasKeyFor', () => {
  test.each<[ShortRule, string, string]>([
    [RELEASES, 'r/a/1.0.0/f/g', 'l/a/f/g'],
    [{ ...RELEASES, aliases: ['l/{v.major}.{order.minor}'] }, 'r/a/v1.2.3', 'l/1.2'],
    [{ ...RELEASES, aliases: [{ key: 'next', prereleases: true }] }, 'r/a/1.0.0-rc.1', 'next'],
    [{ ...RELEASES, aliases: ['next'], prereleases: true }, 'r/a/1.0.0-rc.1', 'next'],
    [{ ...RELEASES, aliases: ['é/{app}'] }, 'r/😀/1.0.0', 'é/😀'],
    [{ ...RELEASES, aliases: ['{app}'] }, `r/${'é'.repeat(511)}a/1.0.0`, `${'é'.repeat(511)}a`],
  ])('returns the alias of a candidate', (short, key, alias) => {
    expect(aliasOf(short, key)).toEqual({ alias });
  });

  const BAD_KEY = 'cannot be an object key (1 to 1,023 bytes, not beginning with / or \\)';
  test.each<[ShortRule, string, RejectionKind, string]>([
    [RELEASES, 'r/a/latest/f', 'unread', '"latest" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
    [
      RELEASES,
      'r/a/1.0.0-rc.1/f',
      'prerelease',
      '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
    ],
    [
      { ...RELEASES, prereleases: true, aliases: [{ key: 'l', prereleases: false }] },
      'r/a/1.0.0-rc.1/f',
      'prerelease',
      '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
    ],
    [RELEASES, 'r/a/1.0.0', 'no-alias', 'a group of the template did not take part in the match'],
    [
      { regex: '^(?:a/(?<v>.+)|b/.*)$', on: 'v', aliases: ['l'] },
      'b/1',
      'unread',
      'a group of order.on did not take part in the match',
    ],
    [{ ...RELEASES, aliases: ['{file}'] }, 'r/a/1.0.0//x', 'no-alias', `"/x" ${BAD_KEY}`],
    [{ ...RELEASES, aliases: ['{file}'] }, 'r/a/1.0.0/\\x', 'no-alias', `"\\x" ${BAD_KEY}`],
    [{ regex: '^r/(?<v>[^/]+)/(?<e>.*)$', on: 'v', aliases: ['{e}'] }, 'r/1.0.0/', 'no-alias', `"" ${BAD_KEY}`],
    [{ ...RELEASES, aliases: ['{app}'] }, `r/${'é'.repeat(512)}/1.0.0`, 'no-alias', `"${'é'.repeat(512)}" ${BAD_KEY}`],
  ])('returns the reason if there is no alias', (short, key, kind, why) => {
    expect(aliasOf(short, key)).toEqual({ kind, why });
  });

  test('an absent group is absent even if it is named like an inherited property', () => {
    const short: ShortRule = {
      regex: '^r/(?<v>[^/]+)(?<constructor>/x)?$',
      on: 'v',
      aliases: ['l{constructor}'],
    };
    expect(aliasOf(short, 'r/1.0.0')).toMatchObject({ kind: 'no-alias' });
    expect(aliasOf(short, 'r/1.0.0/x')).toEqual({ alias: 'l/x' });
  });
});
