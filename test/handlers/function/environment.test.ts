import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../src/handlers/function/environment.ts';

describe('readEnvironment', () => {
  const nothing = {
    region: undefined,
    endpoint: undefined,
    buckets: [],
    token: undefined,
    statePrefix: '.autoalias/',
    access: { tokens: undefined, oidc: undefined },
    rulesFile: undefined,
    rulesSource: undefined,
    credentials: undefined,
  };
  test.each([
    ['nothing', {}, nothing],
    ['variables that are set to nothing', { OSS_REGION: ' ', AUTOALIAS_TOKEN: '' }, nothing],
    ['a region by its endpoint name', { OSS_REGION: 'oss-cn-hangzhou' }, { ...nothing, region: 'cn-hangzhou' }],
    ['a rules file', { AUTOALIAS_RULES: '/r' }, { ...nothing, rulesFile: '/r', rulesSource: '/r' }],
    [
      'the file that it is a copy of',
      { AUTOALIAS_RULES: '/data/r', AUTOALIAS_RULES_SOURCE: '/mine' },
      { ...nothing, rulesFile: '/data/r', rulesSource: '/mine' },
    ],
    [
      'tokens and issuers, which only the HTTP API reads',
      { AUTOALIAS_TOKENS: '[1]', AUTOALIAS_OIDC: '[2]' },
      { ...nothing, access: { tokens: '[1]', oidc: '[2]' } },
    ],
    ['the platform’s region', { FC_REGION: 'cn-beijing' }, { ...nothing, region: 'cn-beijing' }],
    ['no state', { AUTOALIAS_STATE: 'off' }, { ...nothing, statePrefix: undefined }],
    ['another state prefix', { AUTOALIAS_STATE: 'ops/' }, { ...nothing, statePrefix: 'ops/' }],
    ['one bucket', { OSS_BUCKET: ' demo ' }, { ...nothing, buckets: ['demo'] }],
    ['several buckets', { OSS_BUCKET: 'demo, plain,,demo,' }, { ...nothing, buckets: ['demo', 'plain'] }],
    ['commas alone', { OSS_BUCKET: ' , ,' }, nothing],
    [
      'the role’s credentials before others',
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        ALIBABA_CLOUD_SECURITY_TOKEN: 'c',
        OSS_ACCESS_KEY_ID: 'd',
        OSS_ACCESS_KEY_SECRET: 'e',
      },
      { ...nothing, credentials: { accessKeyId: 'a', accessKeySecret: 'b', securityToken: 'c' } },
    ],
    [
      'a key pair without a token',
      { OSS_ACCESS_KEY_ID: 'd', OSS_ACCESS_KEY_SECRET: 'e' },
      { ...nothing, credentials: { accessKeyId: 'd', accessKeySecret: 'e' } },
    ],
  ])('%s', (_, variables, expected) => expect(readEnvironment(variables)).toEqual(expected));

  test.each([
    [
      { OSS_BUCKET: 'demo,Demo' },
      'OSS_BUCKET names "Demo", which is not a valid bucket name; write one bucket, or several separated by commas',
    ],
    [{ OSS_BUCKET: 'demo plain' }, 'OSS_BUCKET names "demo plain"'],
    [{ OSS_BUCKET: '*' }, 'OSS_BUCKET names "*"'],
    [
      { OSS_ACCESS_KEY_ID: 'd' },
      'OSS_ACCESS_KEY_SECRET is not set, but OSS_ACCESS_KEY_ID is: requests cannot be signed with half a key pair; set both or neither',
    ],
    [
      { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'd' },
      'ALIBABA_CLOUD_ACCESS_KEY_ID is not set, but ALIBABA_CLOUD_ACCESS_KEY_SECRET is: requests cannot be signed with half a key pair; set both or neither',
    ],
  ])('%j is refused', (variables, message) => expect(() => readEnvironment(variables)).toThrow(message));
});
