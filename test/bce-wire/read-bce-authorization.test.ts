import { expect, test } from 'vitest';
import { readBceAuthorization } from '../../src/bce-wire/read-bce-authorization.ts';
import { bceVectors } from './bce-vectors.ts';

test.each(bceVectors)('reads the signature of vector $id', ({ accessKeyId, time, authorization }) => {
  const [, , , , headers = '', signature] = authorization.split('/');
  expect(readBceAuthorization(authorization)).toEqual({
    accessKeyId,
    timestamp: time,
    signedAt: Date.parse(time),
    expirySeconds: 1800,
    signedHeaders: headers === '' ? [] : headers.split(';'),
    signature,
  });
});

const HEX = 'a'.repeat(64);

test.each([
  ['', 'begins with ""'],
  ['OSS id:signature', 'begins with "OSS id:signature"'],
  [`bce-auth-v2/ak/2014-06-13T05:57:36Z/bj/bos//${HEX}`, 'begins with "bce-auth-v2"'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z/1800/${HEX}`, '5 parts'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z/1800/host/${HEX}/`, '7 parts'],
  [`bce-auth-v1//2014-06-13T05:57:36Z/1800/host/${HEX}`, 'access key id'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36.000Z/1800/host/${HEX}`, 'timestamp'],
  [`bce-auth-v1/ak/2014-02-30T05:57:36Z/1800/host/${HEX}`, 'timestamp'],
  [`bce-auth-v1/ak/2014-13-01T05:57:36Z/1800/host/${HEX}`, 'timestamp'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z/1.5/host/${HEX}`, 'expiry'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z//host/${HEX}`, 'expiry'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z/1800/host;;x-bce-date/${HEX}`, 'empty name'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z/1800/host/${HEX.toUpperCase()}`, '64 lower-case hex'],
  [`bce-auth-v1/ak/2014-06-13T05:57:36Z/1800/host/abc`, '64 lower-case hex'],
])('%j is malformed: %s', (text, why) => {
  expect(readBceAuthorization(text)).toEqual({ malformed: expect.stringContaining(why) });
});

test('an expiry of -1 is read, because such a signature never expires', () => {
  expect(readBceAuthorization(`bce-auth-v1/ak/2014-06-13T05:57:36Z/-1/host/${HEX}`)).toMatchObject({
    expirySeconds: -1,
  });
});
