import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { taskName, workOfChanges } from '../../../src/handlers/work/work-of-changes.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: apps
    match: { prefix: apps/, regex: '^apps/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/f$' }
    order: { by: semver, on: version }
    aliases: ['apps/{app}/latest/f', { key: 'apps/{app}/next/f', prereleases: true }]
  - name: docs
    match: { prefix: docs/, regex: '^docs/(?<version>[0-9][^/]*)/(?<page>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{version}', complete: ['docs/{version}/index'] }
    aliases: ['docs/latest/{page}']
  - name: guarded
    match: { prefix: guarded/, regex: '^guarded/(?<version>[0-9][^/]*)/f$' }
    order: { by: semver, on: version }
    guard: true
    aliases: ['guarded/latest/f']
`,
  'test.yaml',
);

function uploaded(key: string): { readonly key: string; readonly cause: Cause } {
  return { key, cause: { kind: 'change', event: 'ObjectCreated:PutObject', key } };
}

function deleted(key: string): { readonly key: string; readonly cause: Cause } {
  return { key, cause: { kind: 'change', event: 'ObjectRemoved:DeleteObject', key } };
}

function asked(key: string): { readonly key: string; readonly cause: Cause } {
  return { key, cause: { kind: 'apply', key } };
}

function work(...changes: readonly ReturnType<typeof uploaded>[]) {
  return workOfChanges({ ruleSet, now: () => 0, store: { capabilities: OSS_CAPABILITIES } }, changes);
}

function names(...changes: readonly ReturnType<typeof uploaded>[]) {
  return work(...changes).work.map(({ task }) => ('group' in task ? task.group.name : task.alias));
}

describe('an alias has work', () => {
  test.each([
    ['of an uploaded candidate', uploaded('apps/a/1.0.0/f'), ['apps/a/latest/f', 'apps/a/next/f']],
    ['of a deleted candidate', deleted('apps/a/1.0.0/f'), ['apps/a/latest/f', 'apps/a/next/f']],
    ['that takes a prerelease', uploaded('apps/a/1.0.0-rc.1/f'), ['apps/a/next/f']],
    ['when it is deleted', deleted('apps/a/latest/f'), ['apps/a/latest/f']],
    ['when a person names it', asked('apps/a/latest/f'), ['apps/a/latest/f']],
    ['when it is written under guard', uploaded('guarded/latest/f'), ['guarded/latest/f']],
    ['with its group, of an uploaded file', uploaded('docs/1.0.0/page'), ['docs/latest/{page}']],
    ['with its group, when it is deleted', deleted('docs/latest/page'), ['docs/latest/{page}']],
  ])('%s', (_, change, expected) => {
    expect(names(change)).toEqual(expected);
  });

  test.each([
    ['when it is written', uploaded('apps/a/latest/f')],
    ['of a key without a version', uploaded('apps/a/nightly/f')],
    ['of a key of no rule', uploaded('elsewhere')],
  ])('not %s', (_, change) => {
    expect(names(change)).toEqual([]);
  });
});

test('changes of one alias are put together', () => {
  const changes = [uploaded('apps/a/1.0.0/f'), deleted('apps/a/1.1.0/f'), uploaded('apps/a/1.0.0/f')];
  const [latest] = work(...changes).work;
  expect(latest).toMatchObject({
    task: { alias: 'apps/a/latest/f' },
    keys: new Set(['apps/a/1.0.0/f', 'apps/a/1.1.0/f']),
    causes: changes.map(({ cause }) => cause),
  });
});

test.each([
  [['guarded/1.0.0/f', 'docs/1.0.0/page', 'apps/b/1.0.0/f', 'apps/a/1.0.0/f']],
  [['apps/b/1.0.0/f', 'docs/1.0.0/page', 'apps/a/1.0.0/f', 'guarded/1.0.0/f']],
])('%j gives work in the order of the rules file', (keys) => {
  expect(names(...keys.map(uploaded))).toEqual([
    'apps/b/latest/f',
    'apps/a/latest/f',
    'apps/b/next/f',
    'apps/a/next/f',
    'docs/latest/{page}',
    'guarded/latest/f',
  ]);
});

describe('a skipped key says why', () => {
  test.each([
    ['elsewhere', [{ key: 'elsewhere', why: 'no rule matches the key' }]],
    [
      'apps/a/1.0.0-rc.1/f',
      [
        {
          key: 'apps/a/1.0.0-rc.1/f',
          rule: 'apps',
          alias: 'apps/{app}/latest/f',
          kind: 'prerelease',
          why: '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
        },
      ],
    ],
    [
      'apps%2Fa%2F1.0.0%2Ff',
      [
        {
          key: 'apps%2Fa%2F1.0.0%2Ff',
          decodedKey: 'apps/a/1.0.0/f',
          why: expect.stringMatching(/^no rule matches the key, but one matches its URL-decoded form /),
        },
      ],
    ],
  ])('%s', (key, skipped) => {
    expect(work(uploaded(key)).skipped).toEqual(skipped);
  });

  test.each(['apps/a/1.0.0/f', 'docs/1.0.0/page'])('and %s is not skipped', (key) => {
    expect(work(uploaded(key))).toMatchObject({ skipped: [], affecting: [{ key }] });
  });
});

test('the name of a task distinguishes an alias from its group', () => {
  const { work: all } = work(uploaded('apps/a/1.0.0/f'), uploaded('docs/1.0.0/page'));
  expect(new Set(all.map(({ task }) => taskName(task))).size).toBe(3);
});
