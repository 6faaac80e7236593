import { describe, expect, test } from 'vitest';
import { encryptedOrigin, endpointOrigin, vendorTarget } from '../../../src/cli/options/vendor-target.ts';

const KEYS = { OSS_ACCESS_KEY_ID: 'id', OSS_ACCESS_KEY_SECRET: 'secret' };

test.each([
  ['a flag', { region: 'cn-hangzhou' }, {}, 'cn-hangzhou'],
  ['a variable', {}, { OSS_REGION: 'oss-cn-beijing' }, 'cn-beijing'],
])('the region of %s', (_, flags, env, region) => {
  expect(vendorTarget(flags, { ...env, ...KEYS })).toMatchObject({
    region,
    credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
  });
});

test.each([{}, { OSS_REGION: ' ' }, { OSS_REGION: 'cn-hangzhou', OSS_ENDPOINT: 'http://127.0.0.1:9000' }])(
  'is the local cloud: %j',
  (env) => {
    expect(vendorTarget({}, env)).toBeUndefined();
  },
);

test.each([
  [{ account: '12' }, {}, '12'],
  [{}, { ALIBABA_CLOUD_ACCOUNT_ID: '34' }, '34'],
])('the account of %j and %j', (flags, env, account) => {
  expect(vendorTarget({ region: 'cn-hangzhou', ...flags }, { ...env, ...KEYS })?.account()).toBe(account);
});

test.each([
  [{ region: 'nowhere' }, KEYS, /"nowhere" is not a region/],
  [{ region: 'cn-hangzhou' }, {}, /no credentials/],
])('refuses %j', (flags, env, message) => {
  expect(() => vendorTarget(flags, env)).toThrow(message);
});

test.each([
  [{}, /no account is named; add --account/],
  [{ account: 'me' }, /"me" is not the id of an account/],
])('refuses the account of %j', (flags, message) => {
  const target = vendorTarget({ region: 'cn-hangzhou', ...flags }, KEYS);
  expect(() => target?.account()).toThrow(message);
});

test('an endpoint is the origin of a URL', () => {
  expect(endpointOrigin('http://127.0.0.1:80/x', '--e')).toBe('http://127.0.0.1');
  expect(() => endpointOrigin('cn-hangzhou', '--e')).toThrow('--e is "cn-hangzhou", which is not the URL');
});

describe('an endpoint that gets secrets', () => {
  test.each([
    ['https://cfc.bj.baidubce.com/', 'https://cfc.bj.baidubce.com'],
    ['http://127.0.0.1:9001', 'http://127.0.0.1:9001'],
    ['http://localhost:9001/x', 'http://localhost:9001'],
    ['http://[::1]:9001', 'http://[::1]:9001'],
  ])('%s', (text, origin) => {
    expect(encryptedOrigin(text, '--e')).toBe(origin);
  });

  test.each([
    'http://cfc.bj.baidubce.com',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1:80@example.com',
    'HTTP://localhost.example.com',
  ])('%s is refused', (text) => {
    expect(() => encryptedOrigin(text, '--e')).toThrow(
      /^--e is "http.*secrets would be sent without encryption.*https:/i,
    );
  });

  test('other texts are not URLs of one', () => {
    expect(() => encryptedOrigin('ftp://127.0.0.1', '--e')).toThrow('--e is "ftp://127.0.0.1", which is not the URL');
  });
});
