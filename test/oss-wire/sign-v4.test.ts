import { describe, expect, test } from 'vitest';
import { headerList } from '../../src/oss-wire/header-list.ts';
import {
  additionalHeaders,
  canonicalHeaders,
  canonicalQuery,
  canonicalRequest,
  canonicalUri,
  credentialScope,
  dateTime,
  rememberSigningKey,
  signedByDefault,
  signingKey,
  signV4,
  stringToSign,
} from '../../src/oss-wire/sign-v4.ts';
import { headerVectors, queryVectors } from './v4-vectors.ts';

describe('stage 1: the canonical request', () => {
  describe('canonicalUri', () => {
    test.each([
      [undefined, undefined, '/'],
      ['b', undefined, '/b/'],
      ['b', 'k', '/b/k'],
      ['b', 'a/../b', '/b/a/../b'],
      ['b', '/k', '/b//k'],
      ['b', 'a b+c', '/b/a%20b%2Bc'],
    ])('bucket %s, key %s: %s', (bucket, key, uri) => {
      expect(canonicalUri(bucket, key)).toBe(uri);
    });
  });

  describe('canonicalQuery', () => {
    test.each([
      ['nothing', [], ''],
      [
        'upper case before lower case: byte order, not the order of a locale',
        [
          ['b', '1'],
          ['B', '2'],
          ['a', '3'],
          ['_', '4'],
        ],
        'B=2&_=4&a=3&b=1',
      ],
      [
        'a name before longer names that begin with it',
        [
          ['a-b', '1'],
          ['a', 'z'],
          ['a.b', '2'],
        ],
        'a=z&a-b=1&a.b=2',
      ],
      [
        'ordered by the encoded names',
        [
          ['~', '1'],
          ['é', '2'],
          ['a', '3'],
        ],
        '%C3%A9=2&a=3&~=1',
      ],
      [
        'a repeated name is ordered by value',
        [
          ['a', '2'],
          ['a', '1'],
        ],
        'a=1&a=2',
      ],
    ] as const)('%s', (_, query, text) => {
      expect(canonicalQuery(query)).toBe(text);
    });
  });

  describe('signedByDefault', () => {
    test.each(['x-oss-date', 'x-oss-meta-a', 'x-oss-', 'content-type', 'content-md5'])('%s is signed', (name) => {
      expect(signedByDefault(name)).toBe(true);
    });

    test.each(['host', 'date', 'content-length', 'cache-control', 'x-os', 'authorization'])('%s is not', (name) => {
      expect(signedByDefault(name)).toBe(false);
    });
  });

  describe('additionalHeaders', () => {
    const headers = { ZAbc: 'v', abc: 'v', Host: 'h', 'x-oss-head1': 'v', 'Content-Type': 't' };

    test.each([
      ['none', [], []],
      ['in lower case, sorted, without duplicates', ['zabc', 'HOST', 'abc', 'Abc'], ['abc', 'host', 'zabc']],
      ['without headers that are not sent', ['nope', 'abc'], ['abc']],
      ['without headers that are signed by default', ['x-oss-head1', 'content-type', 'abc'], ['abc']],
    ])('%s', (_, wanted, names) => {
      expect(additionalHeaders(headerList(headers), wanted)).toEqual(names);
    });
  });

  describe('canonicalHeaders', () => {
    const headers = headerList({
      'X-Oss-Meta-B': ' two  words ',
      'x-oss-meta-a': '',
      'Content-Type': 'text/plain',
      'Content-MD5': 'xx==',
      'Content-Length': '3',
      Host: 'h',
    });

    test('contain OSS headers, content type and digest, and no others', () => {
      expect(canonicalHeaders(headers, [])).toBe(
        'content-md5:xx==\ncontent-type:text/plain\nx-oss-meta-a:\nx-oss-meta-b:two  words\n',
      );
    });

    test('contain an additional header in its place in the order', () => {
      expect(canonicalHeaders(headers, ['host'])).toBe(
        'content-md5:xx==\ncontent-type:text/plain\nhost:h\nx-oss-meta-a:\nx-oss-meta-b:two  words\n',
      );
    });
  });

  describe('canonicalRequest', () => {
    test.each([
      ['the account', { method: 'GET', query: [], headers: {} }, [], 'GET\n/\n\n\n\nUNSIGNED-PAYLOAD'],
      [
        'the method in upper case',
        { method: 'get', bucket: 'b', key: 'k', query: [], headers: {} },
        [],
        'GET\n/b/k\n\n\n\nUNSIGNED-PAYLOAD',
      ],
      [
        'the payload digest of the header, without a check',
        { method: 'PUT', bucket: 'b', key: 'k', query: [], headers: { 'X-Oss-Content-Sha256': 'abc' } },
        [],
        'PUT\n/b/k\n\nx-oss-content-sha256:abc\n\n\nabc',
      ],
      [
        'additional headers',
        { method: 'PUT', bucket: 'b', query: [['acl', ''] as const], headers: { Host: 'h' } },
        ['host'],
        'PUT\n/b/\nacl\nhost:h\n\nhost\nUNSIGNED-PAYLOAD',
      ],
    ])('%s', (_, request, additional, text) => {
      expect(canonicalRequest(request, headerList(request.headers), additional)).toBe(text);
    });
  });
});

describe('stage 2: the string to sign', () => {
  describe('dateTime', () => {
    test.each([
      [1702743657_000, '20231216T162057Z'],
      [1735689600_999, '20250101T000000Z'],
      [0, '19700101T000000Z'],
    ])('%d ms is %s', (now, text) => {
      expect(dateTime(now)).toBe(text);
    });
  });

  describe('credentialScope', () => {
    test.each([
      [{ date: '20231216', region: 'cn-hangzhou', product: 'oss' }, '20231216/cn-hangzhou/oss/aliyun_v4_request'],
      [
        { date: '20231216', region: 'cb-123', product: 'oss-cloudbox' },
        '20231216/cb-123/oss-cloudbox/aliyun_v4_request',
      ],
    ])('%j is %s', (scope, text) => {
      expect(credentialScope(scope)).toBe(text);
    });
  });

  describe('stringToSign', () => {
    const written = [...headerVectors, ...queryVectors].flatMap((vector) =>
      vector.canonicalRequest === undefined ? [] : [{ ...vector, canonicalRequest: vector.canonicalRequest }],
    );

    test.each(written)('$id', ({ dateTime, region, product, canonicalRequest, sha256 }) => {
      const date = dateTime.slice(0, 8);
      expect(stringToSign(dateTime, { date, region, product }, canonicalRequest)).toBe(
        `OSS4-HMAC-SHA256\n${dateTime}\n${date}/${region}/${product}/aliyun_v4_request\n${sha256}`,
      );
    });
  });
});

describe('stage 3: the signing key', () => {
  describe('signingKey', () => {
    const scope = { date: '20231216', region: 'cn-hangzhou', product: 'oss' };
    const key = signingKey('sk', scope).toString('hex');

    test('is the 32 bytes of a SHA-256 HMAC', () => {
      expect(key).toMatch(/^[0-9a-f]{64}$/);
    });

    test.each([
      ['secret', 'other', scope],
      ['date', 'sk', { ...scope, date: '20231217' }],
      ['region', 'sk', { ...scope, region: 'cn-beijing' }],
      ['product', 'sk', { ...scope, product: 'oss-cloudbox' }],
    ])('another %s gives another key', (_, secret, other) => {
      expect(signingKey(secret, other).toString('hex')).not.toBe(key);
    });
  });

  describe('rememberSigningKey', () => {
    const scope = { date: '20250101', region: 'cn-hangzhou', product: 'oss' };

    test('returns the same key object for the same arguments', () => {
      const remembered = rememberSigningKey();
      expect(remembered('sk', { ...scope })).toBe(remembered('sk', { ...scope }));
    });

    test.each([
      ['sk2', scope],
      ['sk', { ...scope, date: '20250102' }],
      ['sk', { ...scope, region: 'cn-beijing' }],
      ['sk', { ...scope, product: 'oss-cloudbox' }],
    ])('derives another key for %s %j', (secret, other) => {
      const remembered = rememberSigningKey();
      remembered('sk', scope);
      expect(remembered(secret, other)).toEqual(signingKey(secret, other));
    });
  });
});

describe('signV4', () => {
  // A server has only the request that it received, which contains the date and the digest header.
  test.each(headerVectors)('$id: a server computes the same signature from the request that it received', (vector) => {
    const { bucket, key, method, query, dateTime, region, product } = vector;
    const scope = { date: dateTime.slice(0, 8), region, product };
    const headers = {
      ...vector.headers,
      Host: 'bucket.oss-cn-hangzhou.aliyuncs.com',
      'X-Oss-Date': dateTime,
      'X-Oss-Content-Sha256': 'UNSIGNED-PAYLOAD',
      ...(vector.credentials.securityToken === undefined
        ? {}
        : { 'X-Oss-Security-Token': vector.credentials.securityToken }),
    };
    const received = { method, bucket, query, headers, ...(key === undefined ? {} : { key }) };
    const signed = signV4(received, {
      dateTime,
      scope,
      signingKey: signingKey(vector.credentials.accessKeySecret, scope),
      additionalHeaders: vector.additionalHeaders,
    });
    expect(signed.signature).toBe(vector.signature);
  });
});
