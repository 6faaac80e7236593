import { expect, test } from 'vitest';
import { credentialsFrom } from '../../src/oss-wire/credentials.ts';

const none = { accessKeyId: undefined, accessKeySecret: undefined, securityToken: undefined };
const pair = { accessKeyId: 'id', accessKeySecret: 'secret' };

test.each([
  { name: 'a key pair', parts: { ...none, ...pair }, credentials: pair },
  {
    name: 'temporary credentials',
    parts: { ...pair, securityToken: 'token' },
    credentials: { ...pair, securityToken: 'token' },
  },
  { name: 'nothing', parts: none, credentials: undefined },
  { name: 'a token alone', parts: { ...none, securityToken: 'token' }, credentials: undefined },
])('reads $name', ({ parts, credentials }) => {
  expect(credentialsFrom('OSS', parts)).toEqual(credentials);
});

test.each([
  { parts: { ...none, accessKeyId: 'id' }, message: /^OSS_ACCESS_KEY_SECRET is not set, but OSS_ACCESS_KEY_ID is: / },
  {
    parts: { ...none, accessKeySecret: 'secret', securityToken: 'token' },
    message: /^OSS_ACCESS_KEY_ID is not set, but OSS_ACCESS_KEY_SECRET is: /,
  },
])('refuses half a key pair: $message', ({ parts, message }) => {
  expect(() => credentialsFrom('OSS', parts)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: expect.stringMatching(message) }),
  );
});
