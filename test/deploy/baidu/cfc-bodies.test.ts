import { expect, test } from 'vitest';
import { DEFAULT_BAIDU_SETTINGS } from '../../../src/deploy/baidu/baidu-settings.ts';
import {
  configurationBody,
  functionBody,
  functionBrn,
  notificationBody,
  relationBody,
} from '../../../src/deploy/baidu/cfc-bodies.ts';
import { CFC_LIMITS } from '../../../src/deploy/baidu/cfc-limits.ts';
import { describeBaidu } from '../../../src/deploy/baidu/describe-baidu.ts';
import { RULE_FILES, ruleSetOf } from '../rule-files.ts';

const [FILE] = RULE_FILES;
if (FILE === undefined) throw new TypeError('there are rule files');
const deployment = describeBaidu(ruleSetOf(FILE), { ...DEFAULT_BAIDU_SETTINGS, bucket: 'b', region: 'gz' });
const SECRETS = { token: 't'.repeat(48), accessKeyId: 'ak', secretAccessKey: 'sk' };
const DIGEST = '0123456789abcdef'.repeat(4);

test.each(deployment.functions.map((one) => [one.id, one] as const))(
  'the function %s is created with what an update sets too',
  (_, one) => {
    const { FunctionName, Code, AsyncInvokeConfig, ...rest } = functionBody(one, SECRETS, DIGEST, 'UEs=');
    expect(FunctionName).toBe(one.name);
    expect(Code).toEqual({ ZipFile: 'UEs=', Publish: false, DryRun: false });
    expect(rest).toEqual(configurationBody(one, SECRETS, DIGEST));
    expect(rest.Description).toMatch(/ \[code 0123456789ab\]$/);
    expect(rest.Description.length).toBeLessThanOrEqual(CFC_LIMITS.descriptionLength);
    expect(rest.Environment.Variables.BCE_SECRET_ACCESS_KEY).toBe('sk');
    expect(AsyncInvokeConfig === undefined).toBe(one.id === 'http');
  },
);

test('a BRN has the form that the vendor checks', () => {
  // bce-sdk-go services/cfc/api/util.go, RegularFunctionBRN.
  const form =
    /^(brn:(bce[a-zA-Z-]*):cfc:)([a-z]{2,5}[0-9]*:)([0-9a-z]{32}:)(function:)([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$/;
  expect(functionBrn('bj', 'c'.repeat(32), 'autoalias-http')).toMatch(form);
});

test('triggers have the source and the data of their kind', () => {
  const bodies = deployment.triggers.map((one) => relationBody(one, 'brn:x', 'b'));
  expect(bodies.map(({ Source }) => Source)).toEqual([
    'bos/b',
    'cfc-crontab-trigger/v1/',
    'cfc-http-trigger/v1/CFCAPI',
  ]);
  expect(bodies[1]?.Data).toEqual({
    Brn: 'brn:x',
    Enabled: 'Enabled',
    Input: '{}',
    Name: 'autoalias-schedule',
    ScheduleExpression: 'rate(5 minutes)',
  });
  expect(bodies[2]?.Data).toEqual({ ResourcePath: '/v1/{path+}', Method: 'GET,POST', AuthType: 'anonymous' });
});

test('the notification rule calls the function by its BRN', () => {
  expect(notificationBody(deployment.notification, 'brn:x')).toEqual({
    id: 'autoalias-removals',
    name: 'autoalias-removals',
    appId: 'autoalias',
    status: 'enabled',
    resources: ['/releases/*'],
    events: ['FetchObject', 'DeleteObject', 'DeleteMultipleObjects'],
    apps: [{ id: 'autoalias', eventUrl: 'brn:x', xVars: '' }],
  });
});
