import { expect, test } from 'vitest';
import { readSha1Authorization, sha1Signature } from '../../src/alibaba/sha1-authorization.ts';

test.each(['MNS', 'LOG'] as const)('reads a header of the scheme %s', (scheme) => {
  const signature = sha1Signature(['GET', '', '/'], 'secret');
  expect(readSha1Authorization(scheme, `${scheme} id:${signature}`)).toEqual({ accessKeyId: 'id', signature });
});

test.each([
  ['another scheme', 'LOG id:SPnrAO0FVb0d7Bm3x4xcHVZO4tk='],
  ['no signature', 'MNS id:'],
  ['a signature of another length', 'MNS id:SPnrAO0FVb0d7Bm3x4xcHVZO4t='],
  ['a text before it', ' MNS id:SPnrAO0FVb0d7Bm3x4xcHVZO4tk='],
])('refuses %s', (_, header) => expect(readSha1Authorization('MNS', header)).toBeUndefined());

// RFC 2202, test case 2.
test('signs with HMAC-SHA1', () => {
  const hex = Buffer.from(sha1Signature(['what do ya want for nothing?'], 'Jefe'), 'base64').toString('hex');
  expect(hex).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79');
});
