import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { eventKind } from '../../src/events/event-kinds.ts';
import { checkByRosCdk } from './check-by-ros-cdk.ts';
import { chooseBranches } from './choose-branches.ts';
import { intrinsicProblems } from './intrinsics.ts';
import { type RosResource, rosTemplate } from './ros-template.ts';
import { cronExpression, queueProperties, triggerConfigs } from './template-schemas.ts';
import { type OssFilter, triggersCollide } from './triggers-collide.ts';

function ofType(type: string): [string, RosResource['Properties']][] {
  return Object.entries(rosTemplate.Resources).flatMap(([id, { Type, Properties }]) =>
    Type === type ? [[id, Properties]] : [],
  );
}

const queueType = 'ALIYUN::MNS::Queue';
const functions = ofType('ALIYUN::FC3::Function');
const triggers = ofType('ALIYUN::FC3::Trigger');

describe("resources pass the vendor's check", () => {
  const checked = Object.entries(rosTemplate.Resources).filter(([, { Type }]) => Type !== queueType);
  test.each(checked)('%s', (_id, { Type, Properties }) => {
    for (const holds of [true, false]) expect(checkByRosCdk(Type, chooseBranches(Properties, holds))).toEqual([]);
  });
  test.each(ofType(queueType))('%s', (_id, properties) => {
    expect(queueProperties.safeParse(properties).error?.issues).toBeUndefined();
  });
});

describe('the check finds', () => {
  const sound = { FunctionName: 'f', Handler: 'a.handler', Runtime: 'nodejs20', Timeout: 60 };
  test.each([
    ['nothing in a correct resource', 'ALIYUN::FC3::Function', sound, undefined],
    ['an unknown property', 'ALIYUN::FC3::Function', { ...sound, DiskSizeX: 512 }, 'DiskSizeX: no such property'],
    [
      'a nested one',
      'ALIYUN::FC3::Function',
      { ...sound, Code: { OssBucket: 'b' } },
      'Code.OssBucket: no such property',
    ],
    ['a wrong type', 'ALIYUN::FC3::Function', { ...sound, MemorySize: 'big' }, 'memorySize'],
    ['a number out of range', 'ALIYUN::FC3::Function', { ...sound, Timeout: 1e9 }, 'timeout'],
    ['a missing property', 'ALIYUN::FC3::Function', { Handler: 'a.handler', Runtime: 'nodejs20' }, 'functionName'],
    ['an unknown type', 'ALIYUN::FC3::Functional', sound, 'no such resource type'],
  ])('%s', (_name, type, properties, found) => {
    const problems = checkByRosCdk(type, properties);
    if (found === undefined) expect(problems).toEqual([]);
    else expect(problems.join('\n')).toContain(found);
  });
});

test('every function of the template has its documented form', () => {
  expect(intrinsicProblems(rosTemplate, Object.keys(rosTemplate.Conditions))).toEqual([]);
  const named = Object.values(rosTemplate.Resources).flatMap(({ Condition }) => Condition ?? []);
  expect(named.filter((name) => !Object.hasOwn(rosTemplate.Conditions, name))).toEqual([]);
});

describe('parameters', () => {
  const pattern = (name: string) => new RegExp(String(rosTemplate.Parameters[name]?.AllowedPattern), 'u');

  test.each([
    ['Bucket', 'my-bucket'],
    ['CodeBucket', 'abc'],
    ['Prefix', ''],
    ['Prefix', 'releases/'],
    ['Prefix', 'a b/目录/+%2F'],
    ['Token', 'a'.repeat(32)],
    ['Token', '!"#%&\'()*+,-./:;<=>?@[\\]^_`{|}~09AZaz'],
    ['LogProject', ''],
    ['LogProject', 'my-logs'],
    ['Logstore', 'functions_2'],
  ])('%s takes %j', (name, value) => expect(value).toMatch(pattern(name)));

  test.each([
    ['Bucket', '*'],
    ['Bucket', 'my-bucket/*'],
    ['Bucket', 'My-Bucket'],
    ['Bucket', 'a,b'],
    ['CodeBucket', ''],
    ['Prefix', '*'],
    ['Prefix', 'releases/*'],
    ['Prefix', 'releases/?'],
    ['Prefix', '/releases/'],
    ['Prefix', '\\releases'],
    ['Prefix', 'a\\b'],
    ['Prefix', '\u0024{acs:Username}/'],
    ['Token', 'two words, and thirty-two characters'],
    ['Token', 'a'.repeat(32).concat('\t')],
    ['Token', 'pässwort-with-thirty-two-characters'],
    ['LogProject', 'a*'],
    ['Logstore', ''],
    ['Logstore', 'a*b'],
  ])('%s refuses %j', (name, value) => expect(value).not.toMatch(pattern(name)));

  test('every parameter that becomes part of a policy is limited by a pattern', () => {
    const policies = JSON.stringify([...ofType('ALIYUN::RAM::Role'), ...ofType('ALIYUN::RAM::ManagedPolicy')]);
    const used = [...policies.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(used).toEqual(expect.arrayContaining(['Name', 'Bucket', 'Prefix', 'LogProject', 'Logstore']));
    expect(used.filter((name) => rosTemplate.Parameters[name]?.AllowedPattern === undefined)).toEqual([]);
  });

  test.each(Object.entries(rosTemplate.Parameters))('the default of %s is valid', (_, parameter) => {
    const { Default, AllowedPattern, AllowedValues } = z
      .looseObject({
        Default: z.unknown(),
        AllowedPattern: z.string().optional(),
        AllowedValues: z.array(z.unknown()).optional(),
      })
      .parse({ Default: undefined, ...parameter });
    if (Default === undefined) return;
    if (AllowedPattern !== undefined) expect(Default).toMatch(new RegExp(AllowedPattern, 'u'));
    if (AllowedValues !== undefined) expect(AllowedValues).toContain(Default);
  });
});

describe('functions', () => {
  test('every one writes logs, without a condition', () => {
    for (const [, { LogConfig }] of functions) {
      expect(LogConfig).toEqual({
        Project: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['Logs', 'Name'] }, { Ref: 'LogProject' }] },
        Logstore: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['LogLines', 'LogstoreName'] }, { Ref: 'Logstore' }] },
        EnableRequestMetrics: true,
        EnableInstanceMetrics: true,
      });
    }
    const made = Object.values(rosTemplate.Resources).filter(({ Condition }) => Condition === 'MakeLogs');
    expect(made.map(({ Type }) => Type)).toEqual([
      'ALIYUN::SLS::Project',
      'ALIYUN::SLS::Logstore',
      'ALIYUN::SLS::Index',
    ]);
    expect(rosTemplate.Conditions.MakeLogs).toEqual({ 'Fn::Equals': [{ Ref: 'LogProject' }, ''] });
    expect(rosTemplate.Parameters.LogProject?.Default).toBe('');
  });

  test('the functions may write to the project of the logs', () => {
    const [project] = ofType('ALIYUN::SLS::Project').map(([, { Name }]) =>
      z.strictObject({ 'Fn::Sub': z.string() }).parse(Name),
    );
    const policies = JSON.stringify(ofType('ALIYUN::RAM::ManagedPolicy'));
    expect(policies).toContain(`project/${project?.['Fn::Sub']}/logstore/\${Logstore}`);
  });

  test('every one has a limit on its instances', () => {
    const limited = ofType('ALIYUN::FC3::ConcurrencyConfig').map(([, { FunctionName }]) => FunctionName);
    expect(limited).toHaveLength(functions.length);
    for (const [id] of functions) expect(limited).toContainEqual({ 'Fn::GetAtt': [id, 'FunctionName'] });
  });

  test('there is exactly one for each file of functions/', () => {
    const files = readdirSync('functions').filter((name) => name.endsWith('.ts'));
    const handlers = functions.map(([, { Handler }]) => String(Handler));
    expect(handlers.toSorted()).toEqual(files.map((name) => name.replace(/\.ts$/, '.handler')).toSorted());
  });

  test.each(functions)('%s', (_id, { Runtime, Handler, EnvironmentVariables }) => {
    // The supported runtimes (Function Compute Node.js runtime page); older ones cannot load ES modules.
    expect(['nodejs20', 'nodejs18']).toContain(Runtime);
    expect(existsSync(`functions/${String(Handler).replace(/\.handler$/, '.ts')}`)).toBe(true);
    const names = Object.keys(z.record(z.string(), z.unknown()).parse(EnvironmentVariables));
    expect(names).toEqual(expect.arrayContaining(['OSS_REGION', 'OSS_BUCKET']));
    expect(names.filter((name) => !/^[A-Za-z]\w*$/.test(name) || name.startsWith('FC_'))).toEqual([]);
  });

  test('the token is a secret parameter, and only the HTTP function has it', () => {
    expect(rosTemplate.Parameters.Token).toMatchObject({ NoEcho: true });
    const holders = functions.filter(([, properties]) => JSON.stringify(properties).includes('{"Ref":"Token"}'));
    expect(holders.map(([id]) => id)).toEqual(['Http']);
  });

  test('every asynchronously called function has a failure destination', () => {
    const called = triggers.filter(([, { TriggerType }]) => TriggerType !== 'http').map(([, t]) => t.FunctionName);
    const covered = ofType('ALIYUN::FC3::AsyncInvokeConfig').filter(([, c]) => JSON.stringify(c).includes('OnFailure'));
    for (const name of called) expect(covered.map(([, config]) => config.FunctionName)).toContainEqual(name);
  });
});

/** The trigger of rules with `guard`. */
const GUARD = 'Linked';

describe('triggers', () => {
  test.each(triggers)('%s uses the names of the API', (_id, { TriggerType, TriggerConfig }) => {
    const type = z.enum(['oss', 'timer', 'http']).parse(TriggerType);
    expect(triggerConfigs[type].safeParse(TriggerConfig).error?.issues).toBeUndefined();
  });

  const ossTriggers = triggers.filter(([, { TriggerType }]) => TriggerType === 'oss');
  const filters = ossTriggers.map(([id, { TriggerConfig }]): [string, OssFilter] => {
    const { events, filter } = triggerConfigs.oss.parse(TriggerConfig);
    return [id, { events, prefix: JSON.stringify(filter.key.prefix), suffix: filter.key.suffix }];
  });

  test('a bucket accepts all of the OSS triggers', () => {
    expect(filters.length).toBeGreaterThan(0);
    expect(filters.length).toBeLessThanOrEqual(10);
    const colliding = filters.flatMap(([id, one], at) =>
      filters.slice(at + 1).flatMap(([other, two]) => (triggersCollide(one, two) ? [`${id} and ${other}`] : [])),
    );
    expect(colliding).toEqual([]);
  });

  test('every delivered event counts as a change', () => {
    const events = filters.filter(([id]) => id !== GUARD).flatMap(([, one]) => one.events);
    expect(events.filter((event) => !eventKind(event.replace('oss:', '')).relevant)).toEqual([]);
  });

  test('only one trigger reports links, and only for rules with guard', () => {
    const telling = filters.filter(([, one]) => one.events.includes('oss:ObjectCreated:PutSymlink'));
    expect(telling.map(([id, { events }]) => [id, events])).toEqual([[GUARD, ['oss:ObjectCreated:PutSymlink']]]);
    expect(rosTemplate.Resources[GUARD]?.Condition).toBe('GuardLinks');
    expect(rosTemplate.Parameters.Guard?.Default).toBe('false');
  });

  test.each(ossTriggers)('%s has a source and a role to call with', (_id, { SourceArn, InvocationRole }) => {
    expect(SourceArn).toEqual({ 'Fn::Sub': expect.stringMatching(/^acs:oss:/) });
    expect(InvocationRole).toEqual({ 'Fn::GetAtt': ['TriggerRole', 'Arn'] });
  });

  test('the schedule is a cron expression of six fields', () => {
    expect(cronExpression.safeParse(rosTemplate.Parameters.SweepSchedule?.Default).success).toBe(true);
  });

  test.each(['*/5 * * * *', '0 */5 * * * * *', '', '@hourly', '0 0 ? * * *'])('%j is not a schedule', (expression) => {
    expect(cronExpression.safeParse(expression).success).toBe(false);
  });
});

describe('trigger settings that are refused', () => {
  const filter = { key: { prefix: 'releases/', suffix: '' } };
  test.each([
    ['a wildcard', 'oss', { events: ['oss:ObjectCreated:*'], filter }],
    ['a name without oss:', 'oss', { events: ['ObjectCreated:PutObject'], filter }],
    ['the upper-case filter of 2.0', 'oss', { events: ['oss:ObjectCreated:PutObject'], filter: { Key: filter.key } }],
    ['an unknown authorization type', 'http', { authType: 'none', disableURLInternet: false, methods: ['GET'] }],
    ['a string in place of a boolean', 'timer', { cronExpression: '0 0 0 * * *', enable: 'true', payload: '' }],
  ] as const)('%s', (_name, type, config) => {
    expect(triggerConfigs[type].safeParse(config).success).toBe(false);
  });
});

describe('rights', () => {
  const policies = JSON.stringify([...ofType('ALIYUN::RAM::Role'), ...ofType('ALIYUN::RAM::ManagedPolicy')]);
  const granted = [...policies.matchAll(/"Action":("[^"]+"|\[[^\]]+\])/g)];
  const actions = granted.flatMap(([, list = '']) => [...list.matchAll(/[\w:*]+/g)].map(([action]) => action));

  test('are exactly these', () => {
    expect([...new Set(actions)].toSorted()).toEqual([
      'fc:InvokeFunction',
      'log:PostLogStoreLogs',
      'mns:SendMessage',
      'oss:DeleteObject',
      'oss:GetBucketVersioning',
      'oss:GetObject',
      'oss:GetObjectTagging',
      'oss:GetObjectVersion',
      'oss:ListObjectVersions',
      'oss:ListObjects',
      'oss:PutObject',
      'oss:PutObjectTagging',
      'sts:AssumeRole',
    ]);
  });

  test('to call a function cover that function only, with and without a qualifier', () => {
    const called = [...policies.matchAll(/"acs:fc:[^"]*:functions\/([^"]*)"/g)].map(([, pattern = '']) => pattern);
    const matches = (name: string) =>
      called.some((pattern) =>
        new RegExp(`^${pattern.replace(/\$\{Name\}/g, 'autoalias').replaceAll('*', '.*')}$`).test(name),
      );
    expect(['autoalias-object-events', 'autoalias-object-events/LATEST'].filter(matches)).toHaveLength(2);
    const others = [
      'autoalias-object-events2',
      'autoalias-object-events-test',
      'autoalias-sweep',
      'autoalias-object-events2/LATEST',
    ];
    expect(others.filter(matches)).toEqual([]);
  });

  test('are limited: each resource names the account', () => {
    const resources = [...policies.matchAll(/"(acs:[^"]+)"/g)].map(([, resource]) => resource ?? '');
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.filter((resource) => !/\$\{ALIYUN::TenantId\}/.test(resource))).toEqual([]);
    expect(policies).not.toContain('"Resource":["*"]');
  });
});

describe('references', () => {
  const names = new Set([...Object.keys(rosTemplate.Parameters), ...Object.keys(rosTemplate.Resources)]);
  const pseudo = new Set(['ALIYUN::Region', 'ALIYUN::TenantId', 'ALIYUN::NoValue']);
  const whole = JSON.stringify({ ...rosTemplate, Parameters: {} });
  const refs = [...whole.matchAll(/\{"Ref":"([^"]+)"\}/g), ...whole.matchAll(/\$\{([^}]+)\}/g)].map(([, name]) => name);
  const attributes = [...whole.matchAll(/\{"Fn::GetAtt":\["([^"]+)","([^"]+)"\]\}/g)];

  test('refer to something that exists', () => {
    expect(refs.filter((name) => name === undefined || !(names.has(name) || pseudo.has(name)))).toEqual([]);
    expect(attributes.filter(([, id]) => rosTemplate.Resources[id ?? ''] === undefined)).toEqual([]);
  });

  test('of `DependsOn` refer to resources that exist', () => {
    const first = Object.values(rosTemplate.Resources).flatMap(({ DependsOn }) => DependsOn ?? []);
    expect(first).toHaveLength(functions.length);
    expect(first.filter((id) => rosTemplate.Resources[id] === undefined)).toEqual([]);
  });

  test('use every parameter', () => {
    expect(Object.keys(rosTemplate.Parameters).filter((name) => !refs.includes(name))).toEqual([]);
  });

  test('name only attributes that the type has', () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      'ALIYUN::FC3::Function': ['Arn', 'FunctionId', 'FunctionName'],
      'ALIYUN::FC3::Trigger': ['FunctionName', 'TriggerId', 'TriggerName', 'UrlInternet', 'UrlIntranet'],
      'ALIYUN::RAM::Role': ['Arn', 'RoleId', 'RoleName'],
      'ALIYUN::SLS::Project': ['Name'],
      'ALIYUN::SLS::Logstore': ['LogstoreName'],
      'ALIYUN::MNS::Queue': ['ARN.WithSlash', 'QueueName', 'QueueUrl'],
    };
    const unknown = attributes.filter(
      ([, id, name]) => !known[rosTemplate.Resources[id ?? '']?.Type ?? '']?.includes(name ?? ''),
    );
    expect(unknown).toEqual([]);
  });
});
