import { expect, test } from 'vitest';
import { authorizeV1 } from '../../../../src/stores/oss/request/authorize-v1.ts';

const request = {
  method: 'PUT',
  bucket: 'examplebucket',
  key: 'releases/latest',
  query: [['symlink', '']],
  headers: { 'x-oss-symlink-target': 'releases%2Fv1.2.3%2Fapp%20bundle.tgz' },
} as const;
const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
/** Wed, 01 Jan 2025 00:00:00 GMT */
const now = 1_735_689_600_000;

test('adds the date and the signature that another program computed', () => {
  expect(authorizeV1(request, { credentials, now })).toEqual({
    ...request.headers,
    date: 'Wed, 01 Jan 2025 00:00:00 GMT',
    authorization: 'OSS ak:kfgoGELfnYu4lrXKRZdtaNos/Ho=',
  });
});

test('adds and signs the token of temporary credentials', () => {
  const signed = authorizeV1(request, { credentials: { ...credentials, securityToken: 'tok' }, now });
  expect(signed['x-oss-security-token']).toBe('tok');
  expect(signed.authorization).toMatch(/^OSS ak:[A-Za-z0-9+/]{27}=$/);
  expect(signed.authorization).not.toBe(authorizeV1(request, { credentials, now }).authorization);
});
