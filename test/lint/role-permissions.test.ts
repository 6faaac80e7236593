import { expect, test } from 'vitest';
import { lintRules, type PlacedFinding } from '../../src/lint/lint-rules.ts';
import type { Policy, PolicyStatement } from '../../src/lint/policy.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'r/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}']
`;

const allow = (
  actions: readonly string[],
  resources: readonly string[],
  more: Partial<PolicyStatement> = {},
): PolicyStatement => ({
  effect: 'Allow',
  actions,
  isInverted: false,
  resources,
  listedPrefixes: undefined,
  ...more,
});

const listed = (text: string) => ({ listedPrefixes: [{ text, isPattern: true }] });

const needed: Policy = {
  statements: [
    allow(['oss:GetObject'], ['acs:oss:*:*:*/r/*']),
    allow(['oss:PutObject'], ['acs:oss:*:*:*/r/latest/*']),
    allow(['oss:ListObjects'], ['acs:oss:*:*:*'], listed('r/*')),
    allow(['mns:SendMessage'], ['acs:mns:*:*:/queues/*/messages']),
  ],
};

const RIGHT: readonly PolicyStatement[] = [
  allow(['oss:GetObject'], ['acs:oss:*:1:b/r/*']),
  allow(['oss:PutObject'], ['acs:oss:*:1:b/r/latest/*']),
  allow(['oss:ListObjects'], ['acs:oss:*:1:b'], listed('r/*')),
  allow(['mns:SendMessage'], ['acs:mns:cn-hangzhou:1:/queues/q/messages']),
];

function found(statements: readonly PolicyStatement[], isWhole = true): readonly PlacedFinding[] {
  const role = { name: 'sweep', policy: { statements }, needed: isWhole ? needed : undefined, permitted: needed };
  return lintRules(RULES, 'rules.yaml', { roles: () => [role] }).filter(({ code }) => code.endsWith('-permission'));
}

const without = (at: number) => RIGHT.filter((_, i) => i !== at);
const replaced = (at: number, statement: PolicyStatement) => RIGHT.map((one, i) => (i === at ? statement : one));

test('exactly what is needed has no finding', () => {
  expect(found(RIGHT)).toEqual([]);
});

test.each<[name: string, statements: readonly PolicyStatement[], what: string, why: RegExp]>([
  ['no right to read', without(0), 'the role of sweep lacks oss:GetObject', /for the key r\//],
  ['no right to list', without(2), 'the role of sweep lacks oss:ListObjects', /listings with the prefix "r\//],
  ['no queue', without(3), 'the role of sweep lacks mns:SendMessage', /for acs:mns:/],
  [
    'narrower keys',
    replaced(1, allow(['oss:PutObject'], ['acs:oss:*:1:b/r/latest/a*'])),
    'the role of sweep lacks oss:PutObject',
    /for the key r\/latest\//,
  ],
  [
    'a denial',
    [...RIGHT, allow(['oss:PutObject'], ['acs:oss:*:1:b/r/latest/x'], { effect: 'Deny' })],
    'the role of sweep lacks oss:PutObject',
    /for the key r\/latest\/x/,
  ],
])('missing: %s', (_, statements, what, why) => {
  expect(found(statements)).toEqual([
    expect.objectContaining({ code: 'missing-permission', severity: 'warning', what, why: expect.stringMatching(why) }),
  ]);
});

test.each<[name: string, statements: readonly PolicyStatement[], why: RegExp]>([
  ['another action', [...RIGHT, allow(['oss:PutObjectAcl'], ['acs:oss:*:1:b/r/*'])], /never uses it/],
  ['another service', [...RIGHT, allow(['ecs:StopInstance'], ['*'])], /never uses it/],
  ['a wildcard in an action', [...RIGHT, allow(['oss:Get*'], ['acs:oss:*:1:b/r/*'])], /uses only oss:GetObject$/],
  ['wider keys', replaced(1, allow(['oss:PutObject'], ['acs:oss:*:1:b/r/*'])), /also applies to the key r\//],
  [
    'a wider listing',
    replaced(2, allow(['oss:ListObjects'], ['acs:oss:*:1:b'], listed('*'))),
    /listings with the prefix ""/,
  ],
  [
    'a listing without a condition',
    replaced(2, allow(['oss:ListObjects'], ['acs:oss:*:1:b'])),
    /listings with the prefix ""/,
  ],
  ['every queue', replaced(3, allow(['mns:SendMessage'], ['*'])), /also applies to/],
  [
    'every action except some',
    [...RIGHT, allow(['oss:DeleteBucket'], ['*'], { isInverted: true })],
    /every action except/,
  ],
])('surplus: %s', (_, statements, why) => {
  expect(found(statements)).toEqual([
    expect.objectContaining({ code: 'surplus-permission', severity: 'warning', why: expect.stringMatching(why) }),
  ]);
});

test('what a denial takes away is not reported', () => {
  const wide = replaced(1, allow(['oss:PutObject'], ['acs:oss:*:1:b/r/*', 'acs:oss:*:1:b/q/*']));
  const denied = allow(['oss:PutObject'], ['acs:oss:*:1:b/q/*'], { effect: 'Deny' });
  const [only, ...more] = found([...wide, denied]);
  expect(more).toEqual([]);
  expect(only?.witness?.key).toMatch(/^r\//);
});

test('a policy that may be only a part of a role lacks nothing', () => {
  expect(found(without(0), false)).toEqual([]);
});
