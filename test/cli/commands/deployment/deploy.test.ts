import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { json, run } from '../../run.ts';

const dir = mkdtempSync(join(tmpdir(), 'deploy-'));
afterAll(() => rmSync(dir, { recursive: true }));

const keys = join(dir, 'jwks.json');
writeFileSync(
  keys,
  JSON.stringify({ keys: [{ kty: 'RSA', n: 'abc', e: 'AQAB', alg: 'RS256', use: 'sig', extra: 1 }] }),
);
const noKeys = join(dir, 'none.json');
writeFileSync(noKeys, '{"keys": [{"kty": "EC"}]}');

const ENTRY = { name: 'ci', rights: ['read'], sha256: 'a'.repeat(64) };
const tokens = join(dir, 'tokens.yaml');
writeFileSync(tokens, `- { name: ci, rights: [read], sha256: ${'a'.repeat(64)} }\n`);
const ISSUER = {
  issuer: 'https://gitlab.com',
  audience: 'autoalias',
  name: 'gitlab',
  rights: ['move'],
  claims: { project_id: '12' },
};
const oidc = join(dir, 'oidc.json');
writeFileSync(oidc, JSON.stringify([ISSUER], undefined, 2));

test('the template of the repository is printed, and remarks go to the standard error', async () => {
  const { exitCode, out, err } = await run(['deploy', '--print', 'ros', '--rules', 'functions/autoalias.yaml']);
  expect([exitCode, out]).toEqual([0, readFileSync('template.yml', 'utf8')]);
  expect(err).toMatch(/^note: The policy of the uploader does not deny "releases\/\*\/v\*\/\*"/);
});

test.each([
  ['serverless-devs', /^ {2}object-events:\n {4}component: fc3$/m],
  ['terraform', /^resource "alicloud_fcv3_function" "object_events" \{$/m],
])('--print %s', async (form, expected) => {
  const { exitCode, out } = await run(['deploy', '--print', form]);
  expect([exitCode, out]).toEqual([0, expect.stringMatching(expected)]);
});

test('--only prints one policy, which the API accepts as it is', async () => {
  const { exitCode, out } = await run(['deploy', '--print', 'ram', '--bucket', 'my-bucket', '--only', 'reader']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toEqual({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: ['oss:GetObject'], Resource: ['acs:oss:*:*:my-bucket/releases/*'] }],
  });
});

test('--json has the text, the notes and the documents', async () => {
  const printed = json(await run(['deploy', '--print', 'ram', '--bucket', 'my-bucket', '--json']));
  expect(printed).toMatchObject({
    form: 'ram',
    notes: [expect.any(String)],
    text: expect.stringContaining('"uploader"'),
    documents: expect.arrayContaining([expect.objectContaining({ id: 'sweep-trust', kind: 'trust' })]),
  });
});

describe('flags reach the template', () => {
  test.each<[args: readonly string[], path: readonly string[], value: unknown]>([
    [['--bucket', 'my-bucket'], ['Parameters', 'Bucket', 'Default'], 'my-bucket'],
    [['--name', 'two'], ['Parameters', 'Name', 'Default'], 'two'],
    [['--intranet'], ['Parameters', 'HttpInternet', 'Default'], 'false'],
    [['--http-auth', 'function'], ['Parameters', 'HttpAuth', 'Default'], 'function'],
    [
      ['--http-auth', 'jwt', '--jwks', keys],
      ['Resources', 'HttpTrigger', 'Properties', 'TriggerConfig', 'authType'],
      'jwt',
    ],
    [
      ['--http-auth', 'jwt', '--jwks', keys],
      ['Resources', 'HttpTrigger', 'Properties', 'TriggerConfig', 'authConfig', 'jwks'],
      { keys: [{ kty: 'RSA', n: 'abc', e: 'AQAB', alg: 'RS256', use: 'sig' }] },
    ],
    [['--http-concurrency', '3'], ['Parameters', 'HttpConcurrency', 'Default'], 3],
    [['--tokens', tokens], ['Parameters', 'AccessTokens', 'Default'], JSON.stringify([ENTRY])],
    [['--oidc', oidc], ['Parameters', 'AccessOidc', 'Default'], JSON.stringify([ISSUER])],
    [
      ['--otlp-endpoint', 'https://otlp.example.com/x'],
      ['Parameters', 'OtlpEndpoint', 'Default'],
      'https://otlp.example.com/x',
    ],
    [['--event-concurrency', '4'], ['Parameters', 'EventConcurrency', 'Default'], 4],
    [['--schedule', '@every 15m'], ['Parameters', 'SweepSchedule', 'Default'], '@every 15m'],
    [['--log-project', 'my-logs'], ['Parameters', 'LogProject', 'Default'], 'my-logs'],
    [['--logstore', 'lines'], ['Parameters', 'Logstore', 'Default'], 'lines'],
    [['--log-days', '7'], ['Parameters', 'LogDays', 'Default'], 7],
    [['--alarm-contacts', 'ops'], ['Parameters', 'AlarmContacts', 'Default'], 'ops'],
    [['--log-alarm-actions', 'ops'], ['Parameters', 'LogAlarmActions', 'Default'], 'ops'],
    [['--events', 'eventbridge'], ['Resources', 'Objects', 'Properties', 'TriggerType'], 'eventbridge'],
    [['--events', 'smq'], ['Resources', 'EventRule', 'Type'], 'ALIYUN::EventBridge::Rule'],
  ])('%j', async (args, path, value) => {
    const { out } = await run(['deploy', '--print', 'ros', ...args]);
    const found = path.reduce<unknown>((of, name) => Reflect.get(Object(of), name), parse(out));
    expect(found).toEqual(value);
  });

  test('region and account reach s.yaml, and the region may begin with oss-', async () => {
    const { out } = await run([
      'deploy',
      '--print',
      'serverless-devs',
      '--region',
      'oss-cn-hangzhou',
      '--account',
      '1234567890123456',
    ]);
    expect(parse(out)).toMatchObject({ vars: { region: 'cn-hangzhou', account: '1234567890123456' } });
  });
});

test.each<[args: readonly string[], exitCode: number, message: RegExp]>([
  [[], 2, /deploy needs the region of the bucket; add --region or set OSS_REGION, or print/],
  [['--print', 'yaml'], 2, /ros, serverless-devs, terraform, ram/],
  [['--print', 'ram'], 2, /--print ram needs --bucket/],
  [['--print', 'ros', '--only', 'reader'], 2, /--only names a document of --print ram/],
  [
    ['--print', 'ram', '--bucket', 'my-bucket', '--only', 'x'],
    2,
    /there is no document "x"; write one of object-events, object-events-trust, /,
  ],
  [['--print', 'ros', '--bucket', 'B'], 2, /Write the name of one bucket/],
  [['--print', 'ros', '--name', 'A'], 2, /lower-case/],
  [['--print', 'ros', '--region', 'x'], 2, /Write a region such as cn-hangzhou/],
  [['--print', 'ros', '--schedule', '* * * * *'], 2, /Write six fields/],
  [['--print', 'ros', '--http-concurrency', '0'], 2, /from 1 to 300/],
  [['--print', 'ros', '--http-auth', 'jwt'], 2, /needs the public keys/],
  [['--print', 'ros', '--jwks', keys], 2, /only with --http-auth jwt/],
  [['--print', 'ros', '--http-auth', 'jwt', '--jwks', noKeys], 1, /none\.json cannot be used: keys\.0\.n/],
  [['--print', 'ros', '--tokens', oidc], 1, /oidc\.json cannot be used: AUTOALIAS_TOKENS\[0\]/],
  [['--print', 'ros', '--rules', join(dir, 'absent.yaml')], 1, /absent\.yaml cannot be read/],
])('%j ends with %i', async (args, exitCode, message) => {
  const ran = await run(['deploy', ...args]);
  expect([ran.exitCode, ran.out]).toEqual([exitCode, '']);
  expect(ran.err).toMatch(message);
});

describe('--cloud baidu', () => {
  const BAIDU = ['deploy', '--cloud', 'baidu', '--bucket', 'my-bucket'];

  test.each([
    [['--print', 'plan', '--region', 'bj'], /^ {2}autoalias-objects-1: bos\/my-bucket \/releases\/\* on PutObject/m],
    [
      ['--print', 'json', '--region', 'bj', '--account', 'c'.repeat(32)],
      /brn:bce:cfc:bj:c{32}:function:autoalias-http/,
    ],
    [['--print', 'json', '--schedule', 'rate(10 minutes)'], /"ScheduleExpression": "rate\(10 minutes\)"/],
    [['--print', 'json', '--schedule', '@every 15m'], /"ScheduleExpression": "rate\(15 minutes\)"/],
    [['--print', 'json', '--http-auth', 'function'], /"AuthType": "iam"/],
    [['--print', 'json', '--tokens', tokens], /"AUTOALIAS_TOKENS": "\[\{/],
    [['--print', 'plan', '--dead-letter-topic', 'failed'], /failed events to the topic failed/],
    [
      ['--print', 'iam', '--only', 'reader'],
      /^\{"accessControlList":\[\{"service":"bce:bos","region":"\*","effect":"Allow"/,
    ],
  ])('%j', async (args, expected) => {
    const { exitCode, out } = await run([...BAIDU, ...args]);
    expect([exitCode, out]).toEqual([0, expect.stringMatching(expected)]);
  });

  test('bucket, region and cloud can come from the environment', async () => {
    const { out } = await run(['deploy', '--print', 'json'], {
      AUTOALIAS_CLOUD: 'baidu',
      BOS_BUCKET: 'b-1',
      BOS_REGION: 'gz',
      AUTOALIAS_BOS_CHOICES: 'targetEncoding=raw',
    });
    expect(JSON.parse(out).createFunction[0].Environment.Variables).toMatchObject({
      BOS_BUCKET: 'b-1',
      BOS_REGION: 'gz',
      AUTOALIAS_BOS_CHOICES: 'targetEncoding=raw',
    });
  });

  test('notes go to the standard error', async () => {
    const { err } = await run([...BAIDU, '--print', 'plan', '--function-credentials', 'platform']);
    expect(err).toMatch(/^note: The functions have no credentials of their own/m);
  });

  test.each<[args: readonly string[], message: RegExp]>([
    [['--print', 'ros'], /--print ros does not exist with --cloud baidu; write one of plan, json, iam/],
    [['--print', 'json', '--events', 'smq'], /--events has no effect with --cloud baidu: BOS delivers/],
    [['--print', 'json', '--sweep-tasks', '4'], /--sweep-tasks has no effect with --cloud baidu: a sweep/],
    [['--print', 'json', '--http-auth', 'jwt'], /--http-auth jwt exists only on Function Compute/],
    [['--print', 'json', '--region', 'cn-hangzhou'], /"cn-hangzhou" is not a region of Baidu; write one like bj/],
    [['--print', 'json', '--account', '123456'], /--account is the id of a Baidu account: 32/],
    [['--print', 'json', '--schedule', '30 */5 * * * *'], /CFC cannot express the schedule "30 \*\/5/],
    [['--print', 'plan', '--only', 'reader'], /--only names a document of --print iam/],
    [['--print', 'iam', '--only', 'sweep-trust'], /no document "sweep-trust"; write one of functions, uploader/],
    [['--print', 'json', '--cfc-endpoint', 'https://x'], /--cfc-endpoint has no effect with --print/],
  ])('refuses %j', async (args, message) => {
    const { exitCode, err } = await run([...BAIDU, ...args]);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test.each<[args: readonly string[], message: RegExp]>([
    [['--print', 'plan'], /--print plan does not exist with --cloud alibaba; write one of ros,/],
    [['--print', 'ros', '--dead-letter-topic', 't'], /--dead-letter-topic has no effect with --cloud alibaba/],
    [['--print', 'ros', '--region', 'bj'], /--region bj: write one such as cn-hangzhou, or add --cloud baidu/],
    [['--print', 'ros', '--schedule', 'rate(5 minutes)'], /--schedule rate\(5 minutes\): write six fields/],
    [['--print', 'ros', '--account', 'c'.repeat(32)], /--account c{32}: write a number, or add --cloud baidu/],
  ])('without it, refuses %j', async (args, message) => {
    const { exitCode, err } = await run(['deploy', '--bucket', 'my-bucket', ...args]);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('AUTOALIAS_CLOUD must name a cloud', async () => {
    const { exitCode, err } = await run(['deploy', '--print', 'ros'], { AUTOALIAS_CLOUD: 'gcp' });
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/AUTOALIAS_CLOUD is "gcp", which is not a cloud/)]);
  });
});
