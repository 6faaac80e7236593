import { expect, test } from 'vitest';
import { presignUrl } from '../../../../src/stores/oss/request/presign-url.ts';

const options = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
  now: 1735689600_000,
  expiresIn: 600,
};

function signed(signature: string) {
  return `x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=ak%2F20250101%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-date=20250101T000000Z&x-oss-expires=600&x-oss-signature=${signature}`;
}

const d4 = '2c3efb4c1f809786fcb1f0c74235ae24ac591cbd7847dcc07c915190260f3404';

test('D4 as a URL', () => {
  expect(presignUrl({ ...options, method: 'GET', key: '目录/a b+c.txt' })).toBe(
    `https://examplebucket.oss-cn-hangzhou.aliyuncs.com/%E7%9B%AE%E5%BD%95/a%20b%2Bc.txt?${signed(d4)}`,
  );
});

test('the signature does not depend on the form of address', () => {
  const url = presignUrl({ ...options, method: 'GET', key: '目录/a b+c.txt', endpoint: 'http://127.0.0.1:9000' });
  expect(url).toBe(`http://127.0.0.1:9000/examplebucket/%E7%9B%AE%E5%BD%95/a%20b%2Bc.txt?${signed(d4)}`);
});

test('each method, key, header and parameter has its own signature', () => {
  const urls = [
    presignUrl({ ...options, method: 'GET', key: 'k' }),
    presignUrl({ ...options, method: 'HEAD', key: 'k' }),
    presignUrl({ ...options, method: 'PUT', key: 'k' }),
    presignUrl({ ...options, method: 'PUT', key: 'k2' }),
    presignUrl({ ...options, method: 'PUT', key: 'k', headers: { 'content-type': 'text/plain' } }),
    presignUrl({ ...options, method: 'GET', key: 'k', query: [['versionId', 'v']] }),
  ];
  expect(new Set(urls.map((url) => new URL(url).searchParams.get('x-oss-signature'))).size).toBe(urls.length);
});
