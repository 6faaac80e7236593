import { describe, expect, test } from 'vitest';
import { bosChoices } from '../../../../src/stores/bos/bos-choices.ts';
import { readBosResponse } from '../../../../src/stores/bos/response/read-response.ts';
import type { HttpResponse } from '../../../../src/stores/http/http-message.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../../src/stores/store-response.ts';
import { plainResponse } from '../../http/plain-response.ts';

const sent = { bucket: 'demo', attempts: 1 };
const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
const time = 1735689600_000;

function answer(status: number, headers: Record<string, string> = {}, body = ''): HttpResponse {
  return plainResponse({ status, headers: { 'x-bce-request-id': 'r', ...headers }, body });
}

function refusal(status: number, code: string, headers: Record<string, string> = {}): HttpResponse {
  return answer(status, headers, JSON.stringify({ code, message: 'Why.', requestId: 'r' }));
}

const object = { etag: 'AB', 'content-length': '1', 'last-modified': date };
const head: StoreRequest = { operation: 'HeadObject', key: 'k' };
const get: StoreRequest = { operation: 'GetObject', key: 'k', maxBytes: 9 };
const getLink: StoreRequest = { operation: 'GetSymlink', key: 'k' };
const link: StoreRequest = { operation: 'PutSymlink', key: 'k', target: 't' };
const upload: StoreRequest = { operation: 'PutObject', key: 'k', body: new Uint8Array() };
const remove: StoreRequest = { operation: 'DeleteObject', key: 'k' };
const tags: StoreRequest = { operation: 'GetObjectTagging', key: 'k' };

const none = { found: 'none', deleteMarker: false };

test.each<[string, StoreRequest, HttpResponse, StoreResponse]>([
  [
    'an object',
    head,
    answer(200, object),
    { found: 'object', etag: 'AB', size: 1, lastModified: time, headers: {}, metadata: {} },
  ],
  ['HEAD of a symlink', head, answer(200, { ...object, 'x-bce-object-type': 'Symlink' }), { found: 'symlink' }],
  ['HEAD without a body', head, answer(404), { found: 'none', deleteMarker: false }],
  ['HEAD of a marker', head, answer(404, { 'x-bce-delete-marker': 'true' }), { found: 'none', deleteMarker: true }],
  ['HEAD with a code', head, refusal(404, 'SymlinkTargetNotExist'), { found: 'symlink' }],
  ['GET', get, answer(206, { 'last-modified': date }, 'hi'), { found: 'object', text: 'hi', lastModified: time }],
  ['GET of an empty object', get, refusal(416, 'InvalidRange'), { found: 'object', text: '' }],
  ['GET of a symlink', get, answer(206, { 'x-bce-object-type': 'Symlink' }, 'hi'), { found: 'symlink' }],
  ['GET of nothing', get, refusal(404, 'NoSuchKey'), { found: 'none', deleteMarker: false }],
  ['GET of a dangling symlink', get, refusal(404, 'SymlinkTargetNotExist'), { found: 'symlink' }],
  ['GET through two symlinks', get, refusal(400, 'InvalidTargetType'), { found: 'symlink' }],
  [
    'GetSymlink',
    getLink,
    answer(200, { 'x-bce-symlink-target': 't', 'x-bce-version-id': 'v' }),
    { found: 'symlink', target: 't', headers: {}, metadata: {} },
  ],
  ['GetSymlink of nothing', getLink, refusal(404, 'NoSuchKey'), { found: 'none', deleteMarker: false }],
  ['GetSymlink of an object', getLink, refusal(400, 'NotSymlink'), { found: 'object' }],
  ['the same with another code', getLink, refusal(400, 'InvalidArgument'), { found: 'object' }],
  ['the same without a code', getLink, answer(400), { found: 'object' }],
  ['PutSymlink', link, answer(200, { etag: '"E"', 'x-bce-version-id': 'v' }), { written: true, etag: 'E' }],
  [
    'PutObject',
    upload,
    answer(200, { etag: 'E', 'x-bce-version-id': 'v' }),
    { written: true, etag: 'E', versionId: 'v' },
  ],
  ['DeleteObject', remove, answer(204), { deleteMarker: false }],
  [
    'DeleteObject that adds a marker',
    remove,
    answer(204, { 'x-bce-delete-marker': 'true', 'x-bce-version-id': 'v' }),
    { deleteMarker: true, versionId: 'v' },
  ],
  ['DeleteObject of nothing', remove, refusal(404, 'NoSuchKey'), { deleteMarker: false }],
  [
    'DeleteObjects',
    { operation: 'DeleteObjects', objects: [{ key: 'a' }] },
    answer(200),
    { results: [{ key: 'a', deleted: true }] },
  ],
  [
    'ListObjects',
    { operation: 'ListObjects' },
    answer(200, { date }, '{"isTruncated":false}'),
    { objects: [], prefixes: [], date: time },
  ],
  [
    'ListObjectVersions',
    { operation: 'ListObjectVersions' },
    answer(200, {}, '{"isTruncated":false}'),
    { versions: [], prefixes: [] },
  ],
  ['versioning', { operation: 'GetBucketVersioning' }, answer(200, {}, '{"status":"enabled"}'), { status: 'Enabled' }],
  [
    'tags',
    tags,
    answer(200, { 'x-bce-version-id': 'v' }, '{"tagSet":[{"tagInfo":{"a":"b"}}]}'),
    { found: 'tags', tags: { a: 'b' }, versionId: 'v' },
  ],
  ['tags without a body', tags, answer(200), { found: 'tags', tags: {} }],
  ['tags of nothing', tags, refusal(404, 'NoSuchKey'), { found: 'none', deleteMarker: false }],
  ['tags written', { operation: 'PutObjectTagging', key: 'k', tags: {} }, answer(200), {}],
  [
    'tags removed',
    { operation: 'DeleteObjectTagging', key: 'k' },
    answer(204, { 'x-bce-version-id': 'v' }),
    { versionId: 'v' },
  ],
])('%s', (_, request, response, value) => {
  expect(readBosResponse(request, response, sent, bosChoices())).toEqual(value);
});

describe('forbidOverwrite', () => {
  test.each([
    refusal(409, 'FileAlreadyExists'),
    refusal(409, 'Other'),
    refusal(412, 'PreconditionFailed'),
    answer(409),
  ])('%#: the key exists', (response) => {
    for (const request of [link, upload]) {
      const guarded = { ...request, forbidOverwrite: true } as StoreRequest;
      expect(readBosResponse(guarded, response, sent, bosChoices())).toEqual({ written: false });
      expect(() => readBosResponse(request, response, sent, bosChoices())).toThrow();
    }
  });

  test('another refusal does not mean that the key exists', () => {
    const guarded = { ...link, forbidOverwrite: true } as StoreRequest;
    expect(() => readBosResponse(guarded, refusal(403, 'AccessDenied'), sent, bosChoices())).toThrow('AccessDenied');
  });
});

describe('version ids of symlinks', () => {
  const choices = bosChoices({ linkVersions: 'used' });
  const version = { 'x-bce-version-id': 'v' };

  test.each<[StoreRequest, HttpResponse, StoreResponse]>([
    [
      getLink,
      answer(200, { ...version, 'x-bce-symlink-target': 't' }),
      { found: 'symlink', target: 't', versionId: 'v', headers: {}, metadata: {} },
    ],
    [link, answer(200, version), { written: true, versionId: 'v' }],
    [
      head,
      answer(404, { ...version, 'x-bce-delete-marker': 'true' }),
      { found: 'none', deleteMarker: true, versionId: 'v' },
    ],
  ])('%#: are read by choice', (request, response, value) => {
    expect(readBosResponse(request, response, sent, choices)).toEqual(value);
  });

  test.each([head, getLink, tags])('%j: the id of a missing key is not read without the choice', (request) => {
    const response = refusal(404, 'NoSuchKey', version);
    expect(readBosResponse(request, response, sent, bosChoices())).toEqual(none);
  });
});

test.each<[StoreRequest, HttpResponse, RegExp]>([
  [head, answer(403), /^HeadObject of k in bucket demo: BOS answered 403, request id r$/],
  [head, answer(400), /BOS answered 400/],
  [get, answer(404), /BOS answered 404/],
  [getLink, refusal(404, 'NoSuchBucket'), /404 NoSuchBucket \(Why\.\), request id r; check the bucket name/],
  [
    head,
    plainResponse({ status: 404, headers: {}, body: '' }),
    /404; this answer is not from BOS; check the endpoint$/,
  ],
  [getLink, answer(400, { 'x-bce-symlink-target': 't' }), /BOS answered 400/],
  [
    link,
    refusal(400, 'InvalidArgument'),
    /400 InvalidArgument \(Why\.\), request id r; if the default storage class of the bucket is ARCHIVE/,
  ],
  [{ ...link, storageClass: 'Cold' }, refusal(400, 'InvalidArgument'), /400 InvalidArgument \(Why\.\), request id r$/],
  [upload, refusal(400, 'InvalidArgument'), /400 InvalidArgument \(Why\.\), request id r$/],
  [{ operation: 'ListObjects' }, refusal(500, 'constructor'), /500 constructor/],
])('%#: refused', (request, response, message) => {
  expect(() => readBosResponse(request, response, sent, bosChoices())).toThrow(
    expect.objectContaining({ code: 'store-refused', message: expect.stringMatching(message) }),
  );
});

describe('GetSymlink of a version', () => {
  const target = { 'x-bce-symlink-target': 't' };

  test.each([
    ['v', { 'x-bce-version-id': 'v' }],
    ['null', { 'x-bce-version-id': 'null' }],
    ['null', {}],
  ])('%s is read from an answer with %j', (versionId, headers) => {
    const request = { operation: 'GetSymlink', key: 'k', versionId } as const;
    expect(readBosResponse(request, answer(200, { ...target, ...headers }), sent, bosChoices()).found).toBe('symlink');
  });

  test.each([
    ['v', {}],
    ['v', { 'x-bce-version-id': 'w' }],
    ['null', { 'x-bce-version-id': 'w' }],
  ])('%s is not read from an answer with %j, which is the current one', (versionId, headers) => {
    const request = { operation: 'GetSymlink', key: 'k', versionId } as const;
    expect(() => readBosResponse(request, answer(200, { ...target, ...headers }), sent, bosChoices())).toThrow(
      `GetSymlink of k in bucket demo: BOS answered with another version than ${versionId}; it does not read`,
    );
  });
});

test.each<[StoreRequest, HttpResponse, RegExp]>([
  [
    head,
    plainResponse({ status: 200, headers: {}, body: '' }),
    /the answer 200 is not from BOS: it has no x-bce-request-id/,
  ],
  [head, answer(200), /BOS answered 200, but the answer cannot be read/],
  [getLink, answer(200), /cannot be read/],
  [{ operation: 'ListObjects' }, answer(200, {}, '<html>'), /cannot be read/],
  [tags, answer(200, {}, '{"tagSet":7}'), /cannot be read/],
])('%#: not readable', (request, response, message) => {
  expect(() => readBosResponse(request, response, sent, bosChoices())).toThrow(
    expect.objectContaining({ code: 'store-unreachable', message: expect.stringMatching(message) }),
  );
});
