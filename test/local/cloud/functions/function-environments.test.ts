import { expect, test } from 'vitest';
import { readEnvironment } from '../../../../src/handlers/function/environment.ts';
import { CFC } from '../../../../src/handlers/function/platforms/cfc.ts';
import type { CloudOptions } from '../../../../src/local/cloud/cloud-options.ts';
import {
  cfcEnvironmentOf,
  functionComputeEnvironment,
} from '../../../../src/local/cloud/functions/function-environments.ts';

const OPTIONS = {
  region: 'cn-hangzhou',
  bucket: 'demo',
  otherBuckets: ['plain'],
  credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
  otlp: { endpoint: 'http://otlp' },
} as Partial<CloudOptions> as CloudOptions;
const RULES = { triggerPrefixes: [], rulesFile: '/data/r', rulesSource: '/mine/r' };

test('functions of Function Compute can read their variables', () => {
  expect(readEnvironment(functionComputeEnvironment(OPTIONS, 'http://store', RULES))).toMatchObject({
    region: 'cn-hangzhou',
    endpoint: 'http://store',
    buckets: ['demo', 'plain'],
    rulesFile: '/data/r',
    rulesSource: '/mine/r',
    otlpEndpoint: 'http://otlp',
    credentials: undefined,
  });
});

test('functions of CFC can read theirs, with the credentials of the store', () => {
  expect(readEnvironment(cfcEnvironmentOf(OPTIONS, 'http://bos', { triggerPrefixes: [] }), CFC)).toMatchObject({
    region: 'bj',
    endpoint: 'http://bos',
    buckets: ['demo', 'plain'],
    rulesFile: undefined,
    credentials: OPTIONS.credentials,
  });
});

test('answers to open questions about BOS are passed on', () => {
  const variables = cfcEnvironmentOf({ ...OPTIONS, bosChoices: 'linkTags=header' }, 'http://bos', RULES);
  expect(variables).toMatchObject({ AUTOALIAS_BOS_CHOICES: 'linkTags=header' });
  expect(cfcEnvironmentOf(OPTIONS, 'http://bos', RULES)).not.toHaveProperty('AUTOALIAS_BOS_CHOICES');
});

test('a token of the store is passed on', () => {
  const credentials = { ...OPTIONS.credentials, securityToken: 'token' };
  const variables = cfcEnvironmentOf({ ...OPTIONS, credentials }, 'http://bos', RULES);
  expect(readEnvironment(variables, CFC).credentials).toEqual(credentials);
});
