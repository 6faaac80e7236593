import { expect, test } from 'vitest';
import { endpointOrigin, vendorTarget } from '../../../src/cli/options/vendor-target.ts';

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
