import { describe, expect, test } from 'vitest';
import { signV1, subResourcesV1 } from '../../src/oss-wire/sign-v1.ts';

const put = {
  method: 'PUT',
  bucket: 'examplebucket',
  key: 'nelson',
  query: [],
  headers: {
    'Content-MD5': 'eB5eJF1ptWaXm4bijSPyxw==',
    'Content-Type': 'text/html',
    'x-oss-meta-author': 'alice',
    'x-oss-meta-magic': 'abracadabra',
    'x-oss-date': 'Wed, 28 Dec 2022 10:27:41 GMT',
  },
} as const;
const putString =
  'PUT\neB5eJF1ptWaXm4bijSPyxw==\ntext/html\nWed, 28 Dec 2022 10:27:41 GMT\nx-oss-date:Wed, 28 Dec 2022 10:27:41 GMT\nx-oss-meta-author:alice\nx-oss-meta-magic:abracadabra\n/examplebucket/nelson';
const list = {
  method: 'GET',
  bucket: 'examplebucket',
  headers: { 'x-oss-date': 'Wed, 28 Dec 2022 10:27:41 GMT' },
} as const;
const listString = 'GET\n\n\nWed, 28 Dec 2022 10:27:41 GMT\nx-oss-date:Wed, 28 Dec 2022 10:27:41 GMT\n/examplebucket/';

// a to f: alibabacloud-oss-go-sdk-v2, oss/signer/signer_test.go; g: OSS, "Add a signature to the header".
test.each([
  { id: 'V1-a', request: put, toSign: putString, signature: 'kSHKmLxlyEAKtZPkJhG9bZb5k7M=' },
  {
    id: 'V1-b',
    request: { ...put, query: [['acl', ''] as const] },
    toSign: `${putString}?acl`,
    signature: '/afkugFbmWDQ967j1vr6zygBLQk=',
  },
  {
    id: 'V1-c',
    request: { ...list, query: [['resourceGroup', ''] as const, ['non-resousce', 'null'] as const] },
    toSign: `${listString}?resourceGroup`,
    signature: 'vkQmfuUDyi1uDi3bKt67oemssIs=',
  },
  {
    id: 'V1-d',
    request: { ...list, query: [['resourceGroup', ''] as const, ['acl', ''] as const] },
    toSign: `${listString}?acl&resourceGroup`,
    signature: 'x3E5TgOvl/i7PN618s5mEvpJDYk=',
  },
  {
    id: 'V1-g',
    secret: 'OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV',
    request: {
      method: 'PUT',
      bucket: 'oss-example',
      key: 'nelson',
      query: [],
      headers: {
        'Content-MD5': 'ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=',
        'Content-Type': 'text/html',
        Date: 'Thu, 17 Nov 2005 18:49:58 GMT',
        'x-oss-magic': 'abracadabra',
        'x-oss-meta-author': 'foo@bar.com',
        host: 'oss-example.oss-cn-hangzhou.aliyuncs.com',
      },
    },
    toSign:
      'PUT\nODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=\ntext/html\nThu, 17 Nov 2005 18:49:58 GMT\nx-oss-magic:abracadabra\nx-oss-meta-author:foo@bar.com\n/oss-example/nelson',
    signature: '26NBxoKdsyly4EDv6inkoDft/yA=',
  },
  {
    id: 'D5',
    request: {
      method: 'PUT',
      bucket: 'examplebucket',
      key: 'releases/latest',
      query: [['symlink', ''] as const],
      headers: {
        Date: 'Wed, 01 Jan 2025 00:00:00 GMT',
        'x-oss-symlink-target': 'releases%2Fv1.2.3%2Fapp%20bundle.tgz',
      },
    },
    toSign:
      'PUT\n\n\nWed, 01 Jan 2025 00:00:00 GMT\nx-oss-symlink-target:releases%2Fv1.2.3%2Fapp%20bundle.tgz\n/examplebucket/releases/latest?symlink',
    signature: 'kfgoGELfnYu4lrXKRZdtaNos/Ho=',
  },
])('$id: string to sign and signature', ({ request, secret, toSign, signature }) => {
  expect(signV1(request, { accessKeySecret: secret ?? 'sk' })).toEqual({ stringToSign: toSign, signature });
});

test.each([
  ['a declared sub-resource is signed', ['myOwn'], '/b/?myOwn=1&x-oss-process=p'],
  ['an undeclared one is not', [], '/b/?x-oss-process=p'],
])('%s', (_, subResources, resource) => {
  const query = [
    ['x-oss-process', 'p'],
    ['prefix', 'a'],
    ['list-type', '2'],
    ['myOwn', '1'],
  ] as const;
  const request = { method: 'get', bucket: 'b', query, headers: {} };
  expect(signV1(request, { accessKeySecret: 'sk', subResources }).stringToSign).toBe(`GET\n\n\n\n${resource}`);
});

test('the account itself is signed as /', () => {
  const request = { method: 'GET', query: [], headers: {} };
  expect(signV1(request, { accessKeySecret: 'sk' }).stringToSign).toBe('GET\n\n\n\n/');
});

const presigned = [
  {
    id: 'V1-e',
    key: 'key',
    token: undefined,
    expires: 1699807420,
    toSign: 'GET\n\n\n1699807420\n/bucket/key?versionId=versionId',
    signature: 'dcLTea+Yh9ApirQ8o8dOPqtvJXQ=',
  },
  {
    id: 'V1-f',
    key: 'key+123',
    token: 'token',
    expires: 1699808204,
    toSign: 'GET\n\n\n1699808204\n/bucket/key+123?security-token=token&versionId=versionId',
    signature: 'jzKYRrM5y6Br0dRFPaTGOsbrDhY=',
  },
];

// alibabacloud-oss-go-sdk-v2, oss/signer/signer_test.go. A server signs the query as received, without the signature.
test.each(presigned)('$id: the signature of a presigned request', ({ key, token, expires, toSign, signature }) => {
  const query = [
    ['Expires', String(expires)],
    ['OSSAccessKeyId', 'ak'],
    ['Signature', signature],
    ['versionId', 'versionId'],
    ...(token === undefined ? [] : [['security-token', token] as const]),
  ] as const;
  const request = { method: 'GET', bucket: 'bucket', key, query, headers: { host: 'bucket.oss.example' } };
  expect(signV1(request, { accessKeySecret: 'sk', expires: String(expires) })).toEqual({
    stringToSign: toSign,
    signature,
  });
});

describe('subResourcesV1', () => {
  test.each(['acl', 'symlink', 'tagging', 'versionId', 'versions', 'continuation-token', 'response-content-type'])(
    '%s is signed',
    (name) => {
      expect(subResourcesV1.has(name)).toBe(true);
    },
  );

  test.each(['', 'list-type', 'prefix', 'delimiter', 'marker', 'max-keys', 'start-after', 'encoding-type', 'Expires'])(
    '%j is not',
    (name) => {
      expect(subResourcesV1.has(name)).toBe(false);
    },
  );
});
