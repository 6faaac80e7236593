import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { presignUrl, presignV4 } from '../../../../src/stores/oss/request/presign-url.ts';
import { queryVectors } from '../../../oss-wire/v4-vectors.ts';

describe('presignUrl', () => {
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
});

describe('presignV4', () => {
  function sha256(text: string) {
    return createHash('sha256').update(text).digest('hex');
  }

  test.each(queryVectors)('$id: every stage of a presigned request', (vector) => {
    const signed = presignV4(vector, { ...vector, now: vector.time * 1000, expiresIn: vector.expiresIn ?? 0 });
    const scope = `${vector.dateTime.slice(0, 8)}/${vector.region}/${vector.product}/aliyun_v4_request`;

    if (vector.canonicalRequest !== undefined) expect(signed.canonicalRequest).toBe(vector.canonicalRequest);
    expect(sha256(signed.canonicalRequest)).toBe(vector.sha256);
    expect(signed.stringToSign).toBe(`OSS4-HMAC-SHA256\n${vector.dateTime}\n${scope}\n${vector.sha256}`);
    expect(signed.signature).toBe(vector.signature);
    expect(signed.query.slice(0, vector.query.length)).toEqual(vector.query);
    expect(Object.fromEntries(signed.query.slice(vector.query.length))).toEqual({
      'x-oss-signature-version': 'OSS4-HMAC-SHA256',
      'x-oss-credential': `ak/${scope}`,
      'x-oss-date': vector.dateTime,
      'x-oss-expires': String(vector.expiresIn),
      ...(vector.additionalHeaders.length === 0 ? {} : { 'x-oss-additional-headers': 'abc;zabc' }),
      ...(vector.credentials.securityToken === undefined ? {} : { 'x-oss-security-token': 'token' }),
      'x-oss-signature': vector.signature,
    });
  });

  test.each([0, -1, 604_801, 1.5, Number.NaN])('an expiry of %s seconds is refused', (expiresIn) => {
    const [q1] = queryVectors;
    if (q1 === undefined) throw new Error('no vectors');
    expect(() => presignV4(q1, { ...q1, now: 0, expiresIn })).toThrow(
      `presigned URL: cannot expire after ${expiresIn} seconds; OSS accepts whole seconds from 1 to 604800 (7 days)`,
    );
  });
});
