import { describe, expect, test } from 'vitest';
import { classifyObject, orderTextOf, recordedCandidate } from '../../../src/aliases/model/classify-object.ts';
import type { RejectionKind } from '../../../src/rules/match/rejection.ts';
import type { SymlinkFound } from '../../../src/stores/store-response.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../../rules/rule-set-of.ts';
import { aliasWorld, key, LATEST } from '../alias-world.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });

test.each(['Normal', 'Multipart', 'Appendable', undefined])('an object of type %s may be a candidate', (type) => {
  const object = { key: key('1.10.0'), lastModified: 7, ...(type === undefined ? {} : { type }) };
  expect(classifyObject(task, object)).toMatchObject({ key: key('1.10.0'), lastModified: 7 });
});

test.each([
  ['a link', { key: key('1.0.0'), type: 'Symlink' }, 'link', 'it is a link'],
  ['the alias itself', { key: LATEST, type: 'Symlink' }, 'link', 'it is a link'],
  ['another kind of key', { key: 'releases/app' }, 'unmatched', 'the regex of rule app does not match it'],
  ['outside the prefix', { key: 'x/app/1.0.0/app.tgz' }, 'unmatched', 'the regex of rule app does not match it'],
  ['no version', { key: key('abc') }, 'unread', '"abc" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
  [
    'a prerelease',
    { key: key('1.0.0-rc.1') },
    'prerelease',
    '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
  ],
  [
    'of another alias',
    { key: 'releases/tool/1.0.0/t' },
    'other-alias',
    'it belongs to the alias releases/tool/latest/t',
  ],
] as const)('%s is not a candidate', (_, object, kind, why) => {
  expect(classifyObject(task, { lastModified: 0, ...object })).toEqual({ kind, why });
});

test.each<[string, Partial<ShortRule>, string, RejectionKind]>([
  ['above the limit', { range: '<2.0.0' }, '2.0.0', 'out-of-range'],
  ['too young', { minimumAge: '1h' }, '1.0.0', 'too-young'],
  ['without a group of the alias', { aliases: ['l{file}'] }, '1.0.0', 'no-alias'],
])('an object %s is not a candidate', (_, short, version, kind) => {
  const ruleSet = ruleSetOf({ regex: '^r/(?<v>[^/]+)(?<file>/x)?$', on: 'v', aliases: ['l'], ...short });
  const of = { ...onlyTemplate(ruleSet), alias: 'l', now: 60_000 };
  expect(classifyObject(of, { key: `r/${version}`, lastModified: 0 })).toMatchObject({ kind });
});

test('an object without a release is not a candidate if the rule has releases', () => {
  const ruleSet = ruleSetOf({
    regex: '^r/(?:(?<channel>[a-z]+)/)?(?<v>[0-9][^/]*)/(?<file>[^/]+)$',
    on: 'v',
    release: { of: '{channel}/{v}', complete: ['r/{channel}/{v}/DONE'] },
    aliases: ['latest/{file}'],
  });
  const of = { ...onlyTemplate(ruleSet), alias: 'latest/x', now: 0 };
  const why = 'a group of release.of did not take part in the match';
  expect(classifyObject(of, { key: 'r/1.0.0/x', lastModified: 0 })).toEqual({ kind: 'no-release', why });
  expect(classifyObject(of, { key: 'r/beta/1.0.0/x', lastModified: 0 })).toMatchObject({ key: 'r/beta/1.0.0/x' });
});

test.each([
  [key('1.10.0'), '1.10.0'],
  [key('abc'), 'abc'],
  ['elsewhere', ''],
])('the text by which %s is ordered is %j', (of, text) => {
  expect(orderTextOf(task, of)).toBe(text);
});

describe('pointed at', () => {
  function link(target: string, metadata: Readonly<Record<string, string>> = {}): SymlinkFound {
    return {
      found: 'symlink',
      target,
      etag: '',
      headers: {},
      metadata,
    };
  }

  const OURS = {
    'autoalias-rule': 'app',
    'autoalias-form': 'f',
    'autoalias-base': 'none',
    'autoalias-modified': '7000',
  };

  test('the candidate that a link of ours was written for, though it may be gone', () => {
    expect(recordedCandidate(task, link(key('1.10.0'), OURS))).toMatchObject({
      key: key('1.10.0'),
      lastModified: 7000,
    });
  });

  test('a foreign link shows a candidate about which nothing else is known', () => {
    expect(recordedCandidate(task, link(key('1.10.0')))).toMatchObject({ key: key('1.10.0'), lastModified: 0 });
  });

  test.each(['elsewhere', key('no-version'), key('1.0.0-rc.1'), 'releases/other/1.0.0/app.tgz'])(
    '%s is not a candidate',
    (target) => {
      expect(recordedCandidate(task, link(target, OURS))).toBeUndefined();
    },
  );
});
