import { expect, test } from 'vitest';
import { signBce } from '../../../../src/bce-wire/bce-auth.ts';
import { presignBosUrl } from '../../../../src/stores/bos/request/presign-url.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const now = Date.parse('2026-11-28T08:00:00Z');
const options = { region: 'bj', bucket: 'demo', credentials, now, expiresIn: 600, method: 'GET', key: 'a b' } as const;

test('a URL with the signature of its path, its parameters and its host', () => {
  const signature = signBce(
    { method: 'GET', path: '/a%20b', query: [['versionId', 'v']], headers: { host: 'demo.bj.bcebos.com' } },
    { credentials, now, expirySeconds: 600 },
  );
  expect(presignBosUrl({ ...options, query: [['versionId', 'v']] })).toBe(
    `https://demo.bj.bcebos.com/a%20b?versionId=v&authorization=${encodeURIComponent(signature)}`,
  );
});

test('the token of temporary credentials is a parameter', () => {
  const url = new URL(presignBosUrl({ ...options, credentials: { ...credentials, securityToken: 't/=' } }));
  expect(url.searchParams.get('x-bce-security-token')).toBe('t/=');
});

test('headers that the user of the URL must send are signed', () => {
  const url = new URL(presignBosUrl({ ...options, method: 'PUT', headers: { 'content-type': 'text/plain' } }));
  expect(url.searchParams.get('authorization')).toMatch(/\/600\/content-type;host\/[0-9a-f]{64}$/);
});

test('of the local cloud, the path has the bucket', () => {
  expect(presignBosUrl({ ...options, endpoint: 'http://127.0.0.1:9002' })).toMatch(
    /^http:\/\/127\.0\.0\.1:9002\/v1\/demo\/a%20b\?authorization=bce-auth-v1%2Fak%2F2026-11-28T08%3A00%3A00Z%2F600%2Fhost%2F/,
  );
});
