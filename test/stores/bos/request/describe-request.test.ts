import { describe, expect, test } from 'vitest';
import { bosChoices } from '../../../../src/stores/bos/bos-choices.ts';
import { describeBosRequest } from '../../../../src/stores/bos/request/describe-request.ts';
import type { HttpRequest } from '../../../../src/stores/http/http-message.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';

const bytes = new TextEncoder().encode('hello');

function json(document: unknown) {
  const body = Buffer.from(JSON.stringify(document));
  return {
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.byteLength) },
    body,
  };
}

test.each<[StoreRequest, HttpRequest]>([
  [
    { operation: 'HeadObject', key: 'a b' },
    { method: 'HEAD', key: 'a b', query: [], headers: {} },
  ],
  [
    { operation: 'HeadObject', key: 'a', versionId: 'v' },
    { method: 'HEAD', key: 'a', query: [['versionId', 'v']], headers: {} },
  ],
  [
    { operation: 'GetObject', key: 'a', maxBytes: 5 },
    { method: 'GET', key: 'a', query: [], headers: { range: 'bytes=0-4' } },
  ],
  [
    { operation: 'GetSymlink', key: 'a' },
    { method: 'GET', key: 'a', query: [['symlink', '']], headers: {} },
  ],
  [
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
    { operation: 'PutSymlink', key: 'latest', target: 'v1', metadata: { a: 'b' } },
    {
      method: 'PUT',
      key: 'latest',
      query: [['symlink', '']],
      headers: { 'x-bce-meta-a': 'b', 'x-bce-symlink-target': 'v1', 'content-length': '0' },
    },
  ],
  [
    { operation: 'PutObject', key: 'a', body: bytes, storageClass: 'Cold' },
    {
      method: 'PUT',
      key: 'a',
      query: [],
      headers: { 'x-bce-storage-class': 'COLD', 'content-length': '5' },
      body: bytes,
    },
  ],
  [
    { operation: 'DeleteObject', key: 'a' },
    { method: 'DELETE', key: 'a', query: [], headers: {} },
  ],
  [
    { operation: 'DeleteObject', key: 'a', versionId: 'null' },
    { method: 'DELETE', key: 'a', query: [['versionId', 'null']], headers: {} },
  ],
  [
    { operation: 'DeleteObjects', objects: [{ key: 'a' }, { key: '测', versionId: 'v' }] },
    { method: 'POST', query: [['delete', '']], ...json({ objects: [{ key: 'a' }, { key: '测', versionId: 'v' }] }) },
  ],
  [{ operation: 'ListObjects' }, { method: 'GET', query: [['maxKeys', '100']], headers: {} }],
  [
    { operation: 'ListObjects', prefix: 'a/', delimiter: '/', startAfter: 'a/b', maxKeys: 1000 },
    {
      method: 'GET',
      query: [
        ['prefix', 'a/'],
        ['delimiter', '/'],
        ['marker', 'a/b'],
        ['maxKeys', '1000'],
      ],
      headers: {},
    },
  ],
  [
    // The token is later than the key that the listing began after.
    { operation: 'ListObjects', startAfter: 'a', continuationToken: 'b' },
    {
      method: 'GET',
      query: [
        ['marker', 'b'],
        ['maxKeys', '100'],
      ],
      headers: {},
    },
  ],
  [
    { operation: 'ListObjectVersions', prefix: 'a', keyMarker: 'k', versionIdMarker: 'v', maxKeys: 7 },
    {
      method: 'GET',
      query: [
        ['versions', ''],
        ['prefix', 'a'],
        ['marker', 'k'],
        ['versionIdMarker', 'v'],
        ['maxKeys', '7'],
      ],
      headers: {},
    },
  ],
  [{ operation: 'GetBucketVersioning' }, { method: 'GET', query: [['versioning', '']], headers: {} }],
  [
    { operation: 'GetObjectTagging', key: 'a' },
    { method: 'GET', key: 'a', query: [['tagging', '']], headers: {} },
  ],
  [
    { operation: 'DeleteObjectTagging', key: 'a', versionId: 'v' },
    {
      method: 'DELETE',
      key: 'a',
      query: [
        ['tagging', ''],
        ['versionId', 'v'],
      ],
      headers: {},
    },
  ],
])('%j', (request, described) => {
  expect(describeBosRequest(request, bosChoices())).toEqual(described);
});

describe('PutObjectTagging', () => {
  const request: StoreRequest = { operation: 'PutObjectTagging', key: 'a', tags: { k1: 'v1', k2: 'v 2' } };

  test('in a body', () => {
    expect(describeBosRequest(request, bosChoices())).toEqual({
      method: 'PUT',
      key: 'a',
      query: [['tagging', '']],
      ...json({
        tagSet: [
          {
            tagInfo: [
              { key: 'k1', value: 'v1' },
              { key: 'k2', value: 'v 2' },
            ],
          },
        ],
      }),
    });
  });

  test('in a header', () => {
    expect(describeBosRequest(request, bosChoices({ taggingForm: 'header' }))).toEqual({
      method: 'PUT',
      key: 'a',
      query: [['tagging', '']],
      headers: { 'x-bce-tagging': 'k1=v1&k2=v%202', 'content-length': '0' },
    });
  });
});

test.each<StoreRequest>([
  { operation: 'DeleteObject', key: '' },
  { operation: 'HeadObject', key: '\ud800' },
  { operation: 'PutSymlink', key: 'a', target: '' },
  { operation: 'DeleteObjects', objects: [] },
  { operation: 'DeleteObjects', objects: [{ key: '' }] },
  { operation: 'DeleteObjects', objects: Array.from({ length: 1001 }, (_, i) => ({ key: String(i) })) },
])('%# is refused before it is sent', (request) => {
  expect(() => describeBosRequest(request, bosChoices())).toThrow(
    expect.objectContaining({ code: 'request-malformed' }),
  );
});
