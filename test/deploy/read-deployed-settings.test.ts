import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeDeployment } from '../../src/deploy/describe-deployment.ts';
import { printRos } from '../../src/deploy/print/ros/print-ros.ts';
import { readDeployedSettings } from '../../src/deploy/read-deployed-settings.ts';
import { DEFAULT_SETTINGS, type DeploymentSettings } from '../../src/deploy/settings.ts';
import { parseRos } from './ros-template.ts';
import { RULE_FILES, ruleSetOf } from './rule-files.ts';

/** The settings that are read from the template which they print, and from the defaults of its parameters. */
function readBack(settings: DeploymentSettings): DeploymentSettings {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const text = printRos(describeDeployment(ruleSetOf(file), settings));
  const defaults = Object.entries(parseRos(text).Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, String(Default)] as const],
  );
  return readDeployedSettings({ template: parse(text), parameters: new Map(defaults) });
}

const KEY = { kty: 'RSA', n: 'abc', e: 'AQAB', alg: 'RS256', use: 'sig' };
const { http } = DEFAULT_SETTINGS;

test.each<[name: string, settings: DeploymentSettings]>([
  ['the defaults', DEFAULT_SETTINGS],
  ['EventBridge', { ...DEFAULT_SETTINGS, events: 'eventbridge' }],
  ['a queue', { ...DEFAULT_SETTINGS, events: 'smq' }],
  ['a signature', { ...DEFAULT_SETTINGS, http: { ...http, auth: 'function' } }],
  ['a JWT', { ...DEFAULT_SETTINGS, http: { ...http, auth: 'jwt', keys: [KEY] } }],
  [
    'everything',
    {
      name: 'two',
      bucket: 'my-bucket',
      events: 'native',
      http: { auth: 'anonymous', internet: false, concurrency: 3, tokens: '[]', oidc: '[{}]' },
      otlpEndpoint: 'https://otlp.example.com',
      eventConcurrency: 4,
      sweepTasks: 20,
      schedule: '@every 15m',
      logProject: 'my-logs',
      logstore: 'lines',
      logDays: 7,
      alarmContacts: 'ops',
      alarmActions: 'policy',
    },
  ],
])('reads back %s', (_, settings) => {
  expect(readBack(settings)).toEqual(settings);
});

test.each([
  ['nothing', undefined, {}],
  ['a template of something else', { Resources: { A: { Type: 'ALIYUN::ECS::VPC' } } }, { HttpConcurrency: 'x' }],
])('%s has the defaults', (_, template, parameters) => {
  const read = readDeployedSettings({ template, parameters: new Map(Object.entries(parameters)) });
  expect(read).toEqual(DEFAULT_SETTINGS);
});
