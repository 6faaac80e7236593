import { describe, expect, test } from 'vitest';
import type { Policy, PolicyStatement } from '../../../src/lint/policy.ts';
import { APP, findingsOf, inShort, type TestRule } from '../findings-of.ts';

function allow(actions: readonly string[], ...resources: readonly string[]): PolicyStatement {
  return {
    effect: 'Allow',
    actions,
    isInverted: false,
    resources: resources.map((resource) => `acs:oss:*:*:b${resource}`),
    listedPrefixes: undefined,
  };
}

const OBJECTS = ['oss:GetObject', 'oss:GetObjectVersion', 'oss:PutObject', 'oss:PutObjectTagging', 'oss:DeleteObject'];
const LISTS = ['oss:ListObjects', 'oss:ListObjectVersions'];

function listing(...prefixes: readonly string[]): PolicyStatement {
  return {
    ...allow(LISTS, ''),
    listedPrefixes: prefixes.map((text) => ({ text, isPattern: true })),
  };
}

const VERSIONING = allow(['oss:GetBucketVersioning'], '');

const RULE: TestRule = { prefix: 'r/', regex: APP, aliases: ['r/{app}/latest/{file}', 'l/{app}/{file}'] };

function policy(...statements: readonly PolicyStatement[]): Policy {
  return { statements };
}

function lint(given: Policy, rule = RULE) {
  return findingsOf('permission', [rule], { policy: given });
}

test.each<[name: string, given: Policy, found: readonly string[]]>([
  [
    'nothing',
    policy(),
    [
      'warning r1: the versioning status of the bucket cannot be read',
      'warning r1: candidates cannot be read',
      'warning r1: "r/" cannot be listed',
      'warning r1 r/{app}/latest/{file}: the policy is too narrow for aliases of "r/{app}/latest/{file}"',
      'warning r1 l/{app}/{file}: the policy is too narrow for aliases of "l/{app}/{file}"',
      'warning r1 l/{app}/{file}: "l/" cannot be listed',
    ],
  ],
  [
    'only where the objects are',
    policy(allow(OBJECTS, '/r/*'), listing('r/*'), VERSIONING),
    [
      'warning r1 l/{app}/{file}: the policy is too narrow for aliases of "l/{app}/{file}"',
      'warning r1 l/{app}/{file}: "l/" cannot be listed',
    ],
  ],
  [
    'what one statement denies',
    policy(allow(OBJECTS, '/*'), listing('*'), VERSIONING, { ...allow(OBJECTS, '/l/secret/*'), effect: 'Deny' }),
    ['warning r1 l/{app}/{file}: the policy is too narrow for aliases of "l/{app}/{file}"'],
  ],
  [
    'a listing that is denied',
    policy(allow(OBJECTS, '/*'), listing('*'), VERSIONING, { ...allow(['oss:ListObjects'], ''), effect: 'Deny' }),
    ['warning r1: "r/" cannot be listed', 'warning r1 l/{app}/{file}: "l/" cannot be listed'],
  ],
  [
    'one application only',
    policy(allow(OBJECTS, '/r/app/*', '/l/*'), listing('*'), VERSIONING),
    [
      'warning r1: candidates cannot be read',
      'warning r1 r/{app}/latest/{file}: the policy is too narrow for aliases of "r/{app}/latest/{file}"',
    ],
  ],
])('findings if %s is allowed', (_, given, found) => {
  expect(lint(given).map(inShort)).toEqual(found);
});

test.each<[without: string, why: RegExp]>([
  ['oss:PutObject', /^it does not allow oss:PutObject for r\/\S+\/latest\/\S+, which r\/\S+ gives$/],
  ['oss:PutObjectTagging', /oss:PutObjectTagging for/],
  ['oss:GetObjectVersion', /oss:GetObjectVersion for/],
  ['oss:DeleteObject', /oss:DeleteObject for/],
])('finding without %s', (without, why) => {
  const given = policy(
    allow(
      OBJECTS.filter((action) => action !== without),
      '/*',
    ),
    listing('*'),
    VERSIONING,
  );
  const findings = lint(given);
  const ofAliases = findings.filter(({ alias }) => alias !== undefined);
  expect(ofAliases.map(({ alias }) => alias)).toEqual(RULE.aliases);
  expect(ofAliases[0]?.why).toMatch(why);
});

test('a rule with onDelete: keep does not need DeleteObject for aliases', () => {
  const given = policy(allow(without('oss:DeleteObject'), '/*'), listing('*'), VERSIONING);
  expect(lint(given, { ...RULE, onDelete: 'keep', withdraw: false })).toEqual([]);
});

function without(...left: readonly string[]): readonly string[] {
  return OBJECTS.filter((action) => !left.includes(action));
}

const READ_ONLY = without('oss:PutObject', 'oss:DeleteObject');

describe('the HTTP API must write and delete markers', () => {
  const rule = { prefix: 'r/', regex: APP, aliases: ['l/{app}/{file}'], onDelete: 'keep' } as const;
  test.each<[name: string, given: Policy, refused: string]>([
    ['neither', policy(allow(READ_ONLY, '/r/*'), allow(OBJECTS, '/l/*')), 'oss:PutObject, oss:DeleteObject'],
    ['no writes', policy(allow(without('oss:PutObject'), '/r/*'), allow(OBJECTS, '/l/*')), 'oss:PutObject'],
    ['no deletes', policy(allow(without('oss:DeleteObject'), '/*')), 'oss:DeleteObject'],
    [
      'denied by name',
      policy(allow(OBJECTS, '/*'), { ...allow(['oss:PutObject'], '/r/*/.withdrawn'), effect: 'Deny' }),
      'oss:PutObject',
    ],
  ])('a note with %s', (_, { statements }, refused) => {
    const given = policy(...statements, listing('*'), VERSIONING);
    expect(lint(given, rule)).toMatchObject([
      {
        severity: 'note',
        what: 'the HTTP API cannot withdraw and restore objects',
        why: expect.stringMatching(
          new RegExp(`^the policy does not allow ${refused} for the marker r/\\S+[.]withdrawn$`),
        ),
      },
    ]);
    expect(lint(given, { ...rule, withdraw: false })).toEqual([]);
  });

  test.each<[name: string, given: Policy]>([
    ['everything below', policy(allow(OBJECTS, '/r/*', '/l/*'))],
    ['only markers', policy(allow(READ_ONLY, '/r/*'), allow(OBJECTS, '/l/*', '/r/*/.withdrawn'))],
  ])('nothing with %s', (_, { statements }) => {
    expect(lint(policy(...statements, listing('*'), VERSIONING), rule)).toEqual([]);
  });
});

test.each<[name: string, given: Policy, rule: Partial<TestRule>, found: readonly unknown[]]>([
  [
    'files by name',
    policy(allow(OBJECTS, '/r/*/x', '/l/*'), listing('*'), VERSIONING),
    {},
    [['markers cannot be read']],
  ],
  [
    'files by name, without markers',
    policy(allow(OBJECTS, '/r/*/x', '/l/*'), listing('*'), VERSIONING),
    { withdraw: false },
    [],
  ],
  ['everything below', policy(allow(OBJECTS, '/r/*', '/l/*'), listing('*'), VERSIONING), {}, []],
])('markers must be readable: %s', (_, given, more, found) => {
  const rule = { prefix: 'r/', regex: '^r/(?<app>[a-z]+)/(?<v>[0-9.]+)/x$', aliases: ['l/{app}'], ...more };
  expect(lint(given, rule).map(({ what }) => [what])).toEqual(found);
});

test('a fallback must be readable', () => {
  const given = policy(allow(OBJECTS, '/r/*', '/l/*'), listing('*'), VERSIONING);
  const findings = lint(given, { ...RULE, onDelete: { fallback: 'maintenance/page.html' } });
  expect(findings.map(({ what, witness }) => [what, witness])).toEqual([
    ['the fallback cannot be read', { key: 'maintenance/page.html' }],
  ]);
  expect(lint(given, { ...RULE, onDelete: { fallback: 'r/page.html' } })).toEqual([]);
});

test.each<[name: string, given: Policy]>([
  ['by prefixes', policy(allow(OBJECTS, '/r/*', '/l/*'), listing('r/*', 'l/*'), VERSIONING)],
  ['everything', policy(allow(['oss:*'], '*'))],
  ['what is denied is elsewhere', policy(allow(['oss:*'], '*'), { ...allow(['oss:*'], '/q/*'), effect: 'Deny' })],
])('sufficient: %s', (_, given) => {
  expect(lint(given)).toEqual([]);
});
