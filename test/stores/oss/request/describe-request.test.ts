import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../../src/stores/http/http-message.ts';
import { describeRequest, writeTaggingXml } from '../../../../src/stores/oss/request/describe-request.ts';
import { readTags } from '../../../../src/stores/oss/response/read-response.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';

const bytes = new TextEncoder().encode('hello');

function xml(text: string) {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}

test.each<[string, StoreRequest, HttpRequest]>([
  ['HeadObject', { operation: 'HeadObject', key: 'a b' }, { method: 'HEAD', key: 'a b', query: [], headers: {} }],
  [
    'GetObject',
    { operation: 'GetObject', key: 'a b', maxBytes: 65_536 },
    { method: 'GET', key: 'a b', query: [], headers: { range: 'bytes=0-65535' } },
  ],
  [
    'HeadObject of a version',
    { operation: 'HeadObject', key: 'a', versionId: 'null' },
    { method: 'HEAD', key: 'a', query: [['versionId', 'null']], headers: {} },
  ],
  [
    'GetSymlink',
    { operation: 'GetSymlink', key: 'a' },
    { method: 'GET', key: 'a', query: [['symlink', '']], headers: {} },
  ],
  [
    'GetSymlink of a version',
    { operation: 'GetSymlink', key: 'a', versionId: 'v' },
    {
      method: 'GET',
      key: 'a',
      query: [
        ['symlink', ''],
        ['versionId', 'v'],
      ],
      headers: {},
    },
  ],
  [
    'PutSymlink, the least of it',
    { operation: 'PutSymlink', key: 'latest', target: 'v1/a+b c%2F目.tgz' },
    {
      method: 'PUT',
      key: 'latest',
      query: [['symlink', '']],
      headers: { 'x-oss-symlink-target': 'v1/a%2Bb%20c%252F%E7%9B%AE.tgz' },
    },
  ],
  [
    'PutSymlink, all of it',
    {
      operation: 'PutSymlink',
      key: 'latest',
      target: 'v1/app.tgz',
      headers: {
        contentType: 'application/gzip',
        cacheControl: 'no-cache',
        contentDisposition: 'attachment; filename="目.tgz"',
        contentEncoding: 'identity',
        contentLanguage: 'en',
        expires: 'Wed, 01 Jan 2025 00:00:00 GMT',
      },
      metadata: { 'autoalias-base': 'none', empty: '' },
      tags: { 'autoalias-rule': 'app', 'a b': 'x+y/z', flag: '' },
      acl: 'public-read',
      storageClass: 'IA',
      forbidOverwrite: true,
    },
    {
      method: 'PUT',
      key: 'latest',
      query: [['symlink', '']],
      headers: {
        'x-oss-symlink-target': 'v1/app.tgz',
        'content-type': 'application/gzip',
        'cache-control': 'no-cache',
        'content-disposition': 'attachment; filename="目.tgz"',
        'content-encoding': 'identity',
        'content-language': 'en',
        expires: 'Wed, 01 Jan 2025 00:00:00 GMT',
        'x-oss-meta-autoalias-base': 'none',
        'x-oss-meta-empty': '',
        'x-oss-tagging': 'autoalias-rule=app&a%20b=x%2By%2Fz&flag=',
        'x-oss-object-acl': 'public-read',
        'x-oss-storage-class': 'IA',
        'x-oss-forbid-overwrite': 'true',
      },
    },
  ],
  [
    'PutObject',
    { operation: 'PutObject', key: 'k', body: bytes, headers: { contentType: 'text/plain' }, forbidOverwrite: false },
    {
      method: 'PUT',
      key: 'k',
      query: [],
      headers: { 'content-type': 'text/plain', 'x-oss-forbid-overwrite': 'false', 'content-length': '5' },
      body: bytes,
    },
  ],
  ['DeleteObject', { operation: 'DeleteObject', key: 'k' }, { method: 'DELETE', key: 'k', query: [], headers: {} }],
  [
    'DeleteObject of a version',
    { operation: 'DeleteObject', key: 'k', versionId: 'v' },
    { method: 'DELETE', key: 'k', query: [['versionId', 'v']], headers: {} },
  ],
  [
    'ListObjects, the least of it',
    { operation: 'ListObjects' },
    {
      method: 'GET',
      query: [
        ['list-type', '2'],
        ['encoding-type', 'url'],
      ],
      headers: {},
    },
  ],
  [
    'ListObjects, all of it',
    {
      operation: 'ListObjects',
      prefix: 'r/',
      startAfter: 'r/1',
      continuationToken: 'CgJiYw--',
      delimiter: '/',
      maxKeys: 7,
    },
    {
      method: 'GET',
      query: [
        ['list-type', '2'],
        ['encoding-type', 'url'],
        ['prefix', 'r/'],
        ['delimiter', '/'],
        ['start-after', 'r/1'],
        ['continuation-token', 'CgJiYw--'],
        ['max-keys', '7'],
      ],
      headers: {},
    },
  ],
  [
    'ListObjectVersions',
    {
      operation: 'ListObjectVersions',
      prefix: 'r/',
      keyMarker: 'r/1',
      versionIdMarker: 'v',
      delimiter: '/',
      maxKeys: 3,
    },
    {
      method: 'GET',
      query: [
        ['versions', ''],
        ['encoding-type', 'url'],
        ['prefix', 'r/'],
        ['delimiter', '/'],
        ['key-marker', 'r/1'],
        ['version-id-marker', 'v'],
        ['max-keys', '3'],
      ],
      headers: {},
    },
  ],
  [
    'GetBucketVersioning',
    { operation: 'GetBucketVersioning' },
    { method: 'GET', query: [['versioning', '']], headers: {} },
  ],
  [
    'GetObjectTagging',
    { operation: 'GetObjectTagging', key: 'k' },
    { method: 'GET', key: 'k', query: [['tagging', '']], headers: {} },
  ],
  [
    'DeleteObjects',
    { operation: 'DeleteObjects', objects: [{ key: 'a&b' }, { key: 'c', versionId: 'v' }] },
    {
      method: 'POST',
      query: [
        ['delete', ''],
        ['encoding-type', 'url'],
      ],
      headers: {
        'content-type': 'application/xml',
        'content-md5': 'x1kvxXaI94jBSTEHAFcOww==',
        'content-length': '164',
      },
      body: Buffer.from(
        '<?xml version="1.0" encoding="UTF-8"?>\n<Delete><Quiet>false</Quiet><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key><VersionId>v</VersionId></Object></Delete>',
      ),
    },
  ],
  [
    'PutObjectTagging of a version',
    { operation: 'PutObjectTagging', key: 'k', versionId: 'v', tags: { a: '1' } },
    {
      method: 'PUT',
      key: 'k',
      query: [
        ['tagging', ''],
        ['versionId', 'v'],
      ],
      headers: {
        'content-type': 'application/xml',
        'content-md5': '++MF5VCBMPyNtkhWyEm6uA==',
        'content-length': '114',
      },
      body: xml('<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>'),
    },
  ],
  [
    'DeleteObjectTagging of a version',
    { operation: 'DeleteObjectTagging', key: 'k', versionId: 'v' },
    {
      method: 'DELETE',
      key: 'k',
      query: [
        ['tagging', ''],
        ['versionId', 'v'],
      ],
      headers: {},
    },
  ],
])('%s', (_, request, described) => {
  expect(describeRequest(request)).toEqual(described);
});

test('the length of a body is known before it is opened', () => {
  const body = {
    size: 42,
    async *open() {
      yield bytes;
    },
  };
  expect(describeRequest({ operation: 'PutObject', key: 'k', body })).toEqual({
    method: 'PUT',
    key: 'k',
    query: [],
    headers: { 'content-length': '42' },
    body,
  });
});

const link = { operation: 'PutSymlink', key: 'latest', target: 't' } as const;
test.each<[StoreRequest, string]>([
  [{ operation: 'DeleteObject', key: '' }, 'DeleteObject: the key is empty; pass the key of an object'],
  [{ ...link, target: '' }, 'PutSymlink: the target is empty; pass the key of an object'],
  [
    { operation: 'HeadObject', key: 'a\ud83d' },
    'HeadObject: the key "a\\ud83d" has half a surrogate pair, which UTF-8 cannot encode; pass the key as the store reported it',
  ],
  [
    { ...link, metadata: { note: '目' } },
    'PutSymlink of latest: metadata note has a character outside printable ASCII; percent-encode the value',
  ],
  [
    { ...link, metadata: { note: 'a\r\nx-oss-object-acl: public-read' } },
    'PutSymlink of latest: metadata note has a character outside printable ASCII; percent-encode the value',
  ],
  [
    { ...link, metadata: { Note: 'a' } },
    'PutSymlink of latest: metadata name "Note"; use lower-case letters, digits and hyphens',
  ],
  [
    { ...link, metadata: { 'a b': 'a' } },
    'PutSymlink of latest: metadata name "a b"; use lower-case letters, digits and hyphens',
  ],
  [
    { ...link, headers: { cacheControl: 'a\nb' } },
    'PutSymlink of latest: cache-control has a control character; remove it',
  ],
  [
    { operation: 'PutSymlink', key: 'a', target: 'b', targetBucket: 'other' },
    'PutSymlink of a: a target in another bucket; OSS has symlinks only within a bucket; copy the object',
  ],
])('refused before it is sent: %j', (request, message) => {
  expect(() => describeRequest(request)).toThrow(expect.objectContaining({ code: 'request-malformed', message }));
});

describe('writeTaggingXml', () => {
  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['one', { a: '1' }],
    ['an empty value', { a: '' }],
    ['numbers stay text', { '007': '1e3', '0x10': '-0' }],
    ['marks', { 'a&b<c>"d\'': '&lt;&#38;' }],
    ['white space', { ' a ': ' x\ty\r\nz ' }],
    ['any script', { 目录: '🚀' }],
  ])('read back as written: %s', (_, tags) => {
    expect(readTags(writeTaggingXml(tags))).toEqual(tags);
  });
});
