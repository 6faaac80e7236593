import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeDeployment } from '../../../src/deploy/describe-deployment.ts';
import { printRos } from '../../../src/deploy/print/ros/print-ros.ts';
import { DEFAULT_SETTINGS, EVENT_PATHS, isSchedule } from '../../../src/deploy/settings.ts';
import { eventKind } from '../../../src/events/event-kinds.ts';
import { ofType, parseRos, type RosTemplate } from '../ros-template.ts';
import { KNOWN, RULE_FILES, ruleSetOf } from '../rule-files.ts';
import { checkByRosCdk } from '../vendor/check-by-ros-cdk.ts';
import { chooseBranches } from '../vendor/choose-branches.ts';
import { intrinsicProblems } from '../vendor/intrinsics.ts';
import { queueProperties, triggerConfigs } from '../vendor/template-schemas.ts';
import { type OssFilter, triggersCollide } from '../vendor/triggers-collide.ts';

const queueType = 'ALIYUN::MNS::Queue';

const KEY = { kty: 'RSA', n: 'abc', e: 'AQAB', alg: 'RS256', use: 'sig' };

/** Every rules file, with each path of events, and one with JWT. */
const PRINTED: readonly [string, RosTemplate][] = [
  ...RULE_FILES.flatMap((file) =>
    EVENT_PATHS.map((events): [string, RosTemplate] => [
      `${file.name}, ${events}`,
      parseRos(printRos(describeDeployment(ruleSetOf(file), { ...DEFAULT_SETTINGS, events }))),
    ]),
  ),
  ...RULE_FILES.slice(0, 1).map((file): [string, RosTemplate] => {
    const http = { auth: 'jwt', keys: [KEY], internet: false, concurrency: 3 } as const;
    return ['known settings and JWT', parseRos(printRos(describeDeployment(ruleSetOf(file), { ...KNOWN, http })))];
  }),
];

describe.each(PRINTED)('%s', (_, template) => {
  const functions = ofType(template, 'ALIYUN::FC3::Function');
  const triggers = ofType(template, 'ALIYUN::FC3::Trigger');

  test("passes the vendor's check", () => {
    const problems = Object.values(template.Resources).flatMap(({ Type, Properties }) => {
      if (Type === queueType) return (queueProperties.safeParse(Properties).error?.issues ?? []).map(String);
      return [true, false].flatMap((holds) => checkByRosCdk(Type, chooseBranches(Properties, holds)));
    });
    expect(problems).toEqual([]);
  });

  test('has every function of ROS in its documented form', () => {
    expect(intrinsicProblems(template, Object.keys(template.Conditions))).toEqual([]);
    const named = Object.values(template.Resources).flatMap(({ Condition }) => Condition ?? []);
    expect(named.filter((name) => !Object.hasOwn(template.Conditions, name))).toEqual([]);
  });

  test('refers to what exists, and uses every parameter', () => {
    const whole = JSON.stringify({ ...template, Parameters: {} });
    const names = new Set([...Object.keys(template.Parameters), ...Object.keys(template.Resources)]);
    const pseudo = ['ALIYUN::Region', 'ALIYUN::TenantId', 'ALIYUN::NoValue'];
    const refs = [...whole.matchAll(/\{"Ref":"([^"]+)"\}/g), ...whole.matchAll(/\$\{([^!}][^}]*)\}/g)].map(
      ([, name = '']) => name,
    );
    expect(refs.filter((name) => !names.has(name) && !pseudo.includes(name))).toEqual([]);
    expect(Object.keys(template.Parameters).filter((name) => !refs.includes(name))).toEqual([]);
    // A parameter and a resource of one name would make every reference ambiguous.
    expect(Object.keys(template.Parameters).filter((name) => Object.hasOwn(template.Resources, name))).toEqual([]);
  });

  test('names only attributes that the type has', () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      'ALIYUN::FC3::Function': ['Arn', 'FunctionId', 'FunctionName'],
      'ALIYUN::FC3::Trigger': ['FunctionName', 'TriggerId', 'TriggerName', 'UrlInternet', 'UrlIntranet'],
      'ALIYUN::RAM::Role': ['Arn', 'RoleId', 'RoleName'],
      'ALIYUN::SLS::Project': ['Name'],
      'ALIYUN::SLS::Logstore': ['LogstoreName'],
      'ALIYUN::MNS::Queue': ['ARN.WithSlash', 'QueueName', 'QueueUrl'],
    };
    const attributes = [...JSON.stringify(template).matchAll(/\{"Fn::GetAtt":\["([^"]+)","([^"]+)"\]\}/g)];
    expect(attributes.length).toBeGreaterThan(0);
    const unknown = attributes.filter(
      ([, id, name]) => !known[template.Resources[id ?? '']?.Type ?? '']?.includes(name ?? ''),
    );
    expect(unknown).toEqual([]);
  });

  test('has one function for each file of functions/, with a role of its own', () => {
    const files = readdirSync('functions').filter((name) => name.endsWith('.ts'));
    const handlers = functions.map(([, { Handler }]) => String(Handler));
    expect(handlers.toSorted()).toEqual(files.map((name) => name.replace(/\.ts$/, '.handler')).toSorted());
    expect(new Set(functions.map(([, { Role }]) => JSON.stringify(Role))).size).toBe(functions.length);
  });

  test('limits the instances of every function', () => {
    const limited = ofType(template, 'ALIYUN::FC3::ConcurrencyConfig').map(([, { FunctionName }]) => FunctionName);
    expect(limited).toEqual(functions.map(([id]) => ({ 'Fn::GetAtt': [id, 'FunctionName'] })));
  });

  test('gives only the HTTP function the token', () => {
    const holders = functions.filter(([, properties]) => JSON.stringify(properties).includes('{"Ref":"Token"}'));
    expect(holders.map(([id]) => id)).toEqual(['Http']);
  });

  test('leaves out the lists of callers that are not set', () => {
    const environmentOf = (holds: boolean) =>
      functions.map(([id, { EnvironmentVariables }]) => [
        id,
        Object.keys(
          z.record(z.string(), z.unknown()).parse(chooseBranches({ EnvironmentVariables }, holds).EnvironmentVariables),
        ),
      ]);
    const always = ['OSS_REGION', 'OSS_BUCKET'];
    expect(Object.fromEntries(environmentOf(false))).toEqual({
      ObjectEvents: always,
      Sweep: always,
      Http: [...always, 'AUTOALIAS_TOKEN'],
    });
    const otlp = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS'];
    expect(Object.fromEntries(environmentOf(true))).toEqual({
      ObjectEvents: [...always, ...otlp],
      Sweep: [...always, ...otlp],
      Http: [...always, 'AUTOALIAS_TOKEN', 'AUTOALIAS_TOKENS', 'AUTOALIAS_OIDC', ...otlp],
    });
  });

  test('has a failure destination for every function that is called asynchronously', () => {
    const called = triggers.filter(([, { TriggerType }]) => TriggerType !== 'http').map(([, t]) => t.FunctionName);
    const covered = ofType(template, 'ALIYUN::FC3::AsyncInvokeConfig').filter(([, c]) =>
      JSON.stringify(c).includes('OnFailure'),
    );
    for (const name of called) expect(covered.map(([, config]) => config.FunctionName)).toContainEqual(name);
  });

  test('configures triggers in the names of the API', () => {
    for (const [, { TriggerType, TriggerConfig }] of triggers) {
      const type = z.enum(['oss', 'timer', 'http', 'eventbridge']).parse(TriggerType);
      expect(triggerConfigs[type].safeParse(TriggerConfig).error?.issues).toBeUndefined();
    }
  });

  const filters = triggers
    .filter(([, { TriggerType }]) => TriggerType === 'oss')
    .map(([, { TriggerConfig }]): OssFilter => {
      const { events, filter } = triggerConfigs.oss.parse(TriggerConfig);
      return { events, prefix: String(filter.key.prefix), suffix: filter.key.suffix };
    });

  test('has triggers that a bucket accepts together', () => {
    expect(filters.length).toBeLessThanOrEqual(10);
    const colliding = filters.flatMap((one, at) =>
      filters.slice(at + 1).filter((other) => triggersCollide(one, other)),
    );
    expect(colliding).toEqual([]);
  });

  test('lists only events that count as a change, or the writes of guarded aliases', () => {
    const irrelevant = filters
      .flatMap(({ events }) => events)
      .filter((event) => !eventKind(event.replace('oss:', '')).relevant);
    expect(new Set(irrelevant).size).toBeLessThanOrEqual(1);
    expect(irrelevant.every((event) => event === 'oss:ObjectCreated:PutSymlink')).toBe(true);
  });

  test('names the account in each resource of a policy', () => {
    const policies = JSON.stringify(ofType(template, 'ALIYUN::RAM::Role'));
    const resources = [...policies.matchAll(/"(acs:[^"]+)"/g)].map(([, resource = '']) => resource);
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.filter((resource) => !resource.includes('$' + '{ALIYUN::TenantId}'))).toEqual([]);
  });

  test('creates logs, and alarms that read them', () => {
    const made = Object.values(template.Resources).filter(({ Condition }) => Condition === 'MakeLogs');
    expect(made.map(({ Type }) => Type)).toEqual([
      'ALIYUN::SLS::Project',
      'ALIYUN::SLS::Logstore',
      'ALIYUN::SLS::Index',
    ]);
    expect(ofType(template, 'ALIYUN::SLS::Alert').length).toBeGreaterThanOrEqual(4);
    expect(ofType(template, 'ALIYUN::CMS::ResourceMetricRule').length).toBeGreaterThanOrEqual(6);
  });
});

test.each([
  ['one prefix', ['releases/']],
  ['three disjoint prefixes', ['apps/a/', 'docs/c/', 'libs/b/']],
  ['aliases outside, a release and guard', ['newest/', 'uploads/']],
  ['no markers, and keys with $, spaces, unicode and *', ['a $b/目录 *?/']],
])('%s: one trigger for each prefix', (name, prefixes) => {
  const template = PRINTED.find(([title]) => title === `${name}, native`)?.[1];
  const found = template === undefined ? [] : ofType(template, 'ALIYUN::FC3::Trigger');
  const oss = found.filter(([, { TriggerType }]) => TriggerType === 'oss');
  expect(oss.map(([, { TriggerConfig }]) => triggerConfigs.oss.parse(TriggerConfig).filter.key.prefix)).toEqual(
    prefixes,
  );
});

test('fourteen prefixes share ten triggers', () => {
  const template = PRINTED.find(([title]) => title === 'fourteen prefixes, native')?.[1];
  const found = template === undefined ? [] : ofType(template, 'ALIYUN::FC3::Trigger');
  expect(found.filter(([, { TriggerType }]) => TriggerType === 'oss').length).toBeLessThanOrEqual(10);
});

test('a literal reference in a prefix is escaped', () => {
  const prefix = `p$${'{Name}'}/`;
  const file = {
    name: 'literal',
    text: `version: 1
rules:
  - name: odd
    match: { prefix: '${prefix}', regex: '^p\\$\\{Name\\}/(?<version>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['${prefix.replace(/[{}]/g, '$&$&')}latest']
`,
  };
  const text = printRos(
    describeDeployment(ruleSetOf({ ...file, candidates: [], aliases: [], markers: [], foreign: [] }), KNOWN),
  );
  // In a policy, `$` before a brace becomes `?`. The prefix of the trigger is a plain text, which ROS does not evaluate.
  expect(text).toContain('/p?{Name}/latest');
  expect(text).toContain(`prefix: ${prefix}`);
});

test('settings become defaults', () => {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const http = { auth: 'function', internet: false, concurrency: 7 } as const;
  const { Parameters } = parseRos(
    printRos(describeDeployment(ruleSetOf(file), { ...KNOWN, name: 'aa', http, alarmContacts: 'ops' })),
  );
  const defaults = Object.fromEntries(Object.entries(Parameters).map(([name, { Default }]) => [name, Default]));
  expect(defaults).toMatchObject({
    Name: 'aa',
    Bucket: 'my-bucket',
    HttpAuth: 'function',
    HttpInternet: 'false',
    HttpConcurrency: 7,
    AlarmContacts: 'ops',
  });
  expect(isSchedule(String(defaults.SweepSchedule))).toBe(true);
});

describe('the check of the vendor finds', () => {
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
    [
      'a statistic that does not exist',
      'ALIYUN::CMS::ResourceMetricRule',
      {
        Namespace: 'acs_fc',
        MetricName: 'm',
        Resources: [{ region: 'r' }],
        ContactGroups: ['g'],
        Escalations: {
          Warn: { ComparisonOperator: 'GreaterThanThreshold', Statistics: 'Sum', Threshold: '0', Times: 1 },
        },
      },
      'statistics',
    ],
  ])('%s', (_name, type, properties, found) => {
    const problems = checkByRosCdk(type, properties);
    if (found === undefined) expect(problems).toEqual([]);
    else expect(problems.join('\n')).toContain(found);
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
    [
      'an event source without parameters',
      'eventbridge',
      { triggerEnable: true, eventSourceConfig: { eventSourceType: 'MNS' } },
    ],
  ] as const)('%s', (_name, type, config) => {
    expect(triggerConfigs[type].safeParse(config).success).toBe(false);
  });
});
