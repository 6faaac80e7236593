import { expect, test } from 'vitest';
import { credentialsFrom, credentialsNamed } from '../../src/oss-wire/credentials.ts';

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

test.each([
  [
    { I: 'id', S: 'secret', T: 'token' },
    { ...pair, securityToken: 'token' },
  ],
  [{ I: 'id', S: 'secret' }, pair],
  [{ T: 'token' }, undefined],
])('by the names of the variables: %j', (variables: Record<string, string>, credentials) => {
  const names = { id: 'I', secret: 'S', token: 'T' };
  expect(credentialsNamed(names, (name) => variables[name])).toEqual(credentials);
});

test('half a key pair is refused by the names of the variables', () => {
  expect(() => credentialsNamed({ id: 'I', secret: 'S' }, (name) => (name === 'S' ? 'secret' : undefined))).toThrow(
    'I is not set, but S is: requests cannot be signed with half a key pair; set both or neither',
  );
});
