import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../../../src/stores/http/http-message.ts';
import { ReceivedResponse } from '../../../../src/stores/http/received-response.ts';
import { readResponse, readTags, readVersioning } from '../../../../src/stores/oss/response/read-response.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../../src/stores/store-response.ts';
import { plainResponse } from '../../http/plain-response.ts';

const sent = { bucket: 'demo', attempts: 1 };
const head: StoreRequest = { operation: 'HeadObject', key: 'k' };
const getSymlink: StoreRequest = { operation: 'GetSymlink', key: 'k' };
const putSymlink: StoreRequest = { operation: 'PutSymlink', key: 'k', target: 't' };
const putObject: StoreRequest = { operation: 'PutObject', key: 'k', body: new Uint8Array() };
const deleteObject: StoreRequest = { operation: 'DeleteObject', key: 'k' };
const getTags: StoreRequest = { operation: 'GetObjectTagging', key: 'k' };
const putTags: StoreRequest = { operation: 'PutObjectTagging', key: 'k', tags: {} };
const list: StoreRequest = { operation: 'ListObjects' };

/** Every answer of OSS has a request id. An answer without one is from another server. */
function answer(status: number, headers: Record<string, string> = {}, body = ''): HttpResponse {
  return plainResponse({ status, headers: { 'x-oss-request-id': 'R1', ...headers }, body });
}

function stranger(status: number, headers: Record<string, string> = {}, body = ''): HttpResponse {
  return plainResponse({ status, headers, body });
}

function errorXml(code: string) {
  return `<Error><Code>${code}</Code><Message>Why.</Message><RequestId>R1</RequestId><EC>0001-1</EC></Error>`;
}

function refusal(status: number, code: string, headers: Record<string, string> = {}) {
  return answer(status, headers, errorXml(code));
}

function headRefusal(status: number, code: string, headers: Record<string, string> = {}) {
  return answer(status, { 'x-oss-err': Buffer.from(errorXml(code)).toString('base64'), ...headers });
}

/** An answer as undici delivers it, and how many of its texts are decoded. */
function received(headers: Record<string, string>) {
  const decoded: string[] = [];
  const raw = Object.entries(headers)
    .flat()
    .map((text) => {
      const bytes = Buffer.from(text);
      bytes.toString = () => {
        decoded.push(text);
        return text;
      };
      return bytes;
    });
  return { response: new ReceivedResponse(200, raw, ''), decoded };
}

test('of the headers of a write, only three are decoded', () => {
  const { response, decoded } = received({
    Server: 'AliyunOSS',
    Date: 'Wed, 01 Jan 2025 00:00:00 GMT',
    'Content-Length': '0',
    Connection: 'keep-alive',
    'x-oss-request-id': 'R1',
    ETag: '"AB"',
    'x-oss-version-id': 'v1',
    'x-oss-server-time': '12',
  });
  expect(readResponse(putSymlink, response, sent)).toEqual({ written: true, etag: 'AB', versionId: 'v1' });
  expect(decoded).toEqual(['R1', 'v1', '"AB"']);
});

const marker = { 'x-oss-delete-marker': 'true', 'x-oss-version-id': 'v9' };
const none = { found: 'none', deleteMarker: false } as const;
const noneMarker = { found: 'none', deleteMarker: true, versionId: 'v9' } as const;
const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
const objectHeaders = { etag: '"AB"', 'content-length': '5', 'last-modified': date };
const object = {
  found: 'object',
  etag: 'AB',
  size: 5,
  lastModified: 1735689600_000,
  headers: {},
  metadata: {},
} as const;

test.each<[string, StoreRequest, HttpResponse, StoreResponse]>([
  ['HEAD, the least of it', head, answer(200, objectHeaders), object],
  [
    'HEAD, all of it',
    head,
    answer(200, {
      ...objectHeaders,
      'x-oss-version-id': 'v1',
      'x-oss-object-type': 'Multipart',
      'x-oss-storage-class': 'IA',
      'x-oss-tagging-count': '2',
      'content-type': 'text/plain',
      'cache-control': 'no-cache',
      'content-disposition': 'inline',
      'content-encoding': 'gzip',
      'content-language': 'en',
      expires: date,
      'x-oss-meta-a': '1',
      'x-oss-meta-b-c': '',
      'x-oss-hash-crc64ecma': '0',
    }),
    {
      ...object,
      versionId: 'v1',
      type: 'Multipart',
      storageClass: 'IA',
      tagCount: 2,
      headers: {
        contentType: 'text/plain',
        cacheControl: 'no-cache',
        contentDisposition: 'inline',
        contentEncoding: 'gzip',
        contentLanguage: 'en',
        expires: date,
      },
      metadata: { a: '1', 'b-c': '' },
    },
  ],
  ['HEAD of a link', head, answer(200, { ...objectHeaders, 'x-oss-object-type': 'Symlink' }), { found: 'symlink' }],
  ['HEAD of a dangling link', head, headRefusal(404, 'SymlinkTargetNotExist'), { found: 'symlink' }],
  ['HEAD of a link to a link', head, headRefusal(400, 'InvalidTargetType'), { found: 'symlink' }],
  [
    'HEAD of a dangling link, by its EC alone',
    head,
    answer(404, { 'x-oss-ec': '0026-00000012' }),
    { found: 'symlink' },
  ],
  ['HEAD of nothing', head, headRefusal(404, 'NoSuchKey'), none],
  ['HEAD of nothing, by its EC alone', head, answer(404, { 'x-oss-ec': '0026-00000001' }), none],
  ['HEAD of nothing, by its status alone', head, answer(404), none],
  ['HEAD of an unknown version', head, headRefusal(404, 'NoSuchVersion'), none],
  ['HEAD, deleted', head, headRefusal(404, 'NoSuchKey', marker), noneMarker],
  ['HEAD, deleted, by status alone', head, answer(404, marker), noneMarker],
  ['HEAD of a delete marker by its id', head, headRefusal(405, 'MethodNotAllowed', marker), noneMarker],
  ['HEAD of a delete marker, by status alone', head, answer(405, marker), noneMarker],
  [
    'GetSymlink, the least of it',
    getSymlink,
    answer(200, { 'x-oss-symlink-target': 't' }),
    { found: 'symlink', target: 't', headers: {}, metadata: {} },
  ],
  [
    'GetSymlink, all of it',
    getSymlink,
    answer(200, {
      'x-oss-symlink-target': 'a%2Fb%20%2B%E7%9B%AE',
      etag: '"CD"',
      'last-modified': date,
      'x-oss-version-id': 'v2',
      'content-type': 'text/plain',
      'x-oss-meta-autoalias-base': 'none',
    }),
    {
      found: 'symlink',
      target: 'a/b +目',
      etag: 'CD',
      lastModified: 1735689600_000,
      versionId: 'v2',
      headers: { contentType: 'text/plain' },
      metadata: { 'autoalias-base': 'none' },
    },
  ],
  [
    'GetSymlink, a target written raw',
    getSymlink,
    answer(200, { 'x-oss-symlink-target': '100%/a+b' }),
    { found: 'symlink', target: '100%/a+b', headers: {}, metadata: {} },
  ],
  ['GetSymlink of an object', getSymlink, refusal(400, 'NotSymlink'), { found: 'object' }],
  ['GetSymlink of nothing', getSymlink, refusal(404, 'NoSuchKey'), none],
  ['GetSymlink, deleted', getSymlink, refusal(404, 'NoSuchKey', marker), noneMarker],
  ['GetSymlink of a delete marker by its id', getSymlink, refusal(405, 'MethodNotAllowed', marker), noneMarker],
  [
    'PutSymlink, versioned',
    putSymlink,
    answer(200, { etag: '"EF"', 'x-oss-version-id': 'v3' }),
    { written: true, versionId: 'v3', etag: 'EF' },
  ],
  ['PutSymlink, unversioned', putSymlink, answer(200), { written: true }],
  [
    'PutSymlink where something is, and must stay',
    { ...putSymlink, forbidOverwrite: true },
    refusal(409, 'FileAlreadyExists'),
    { written: false },
  ],
  [
    'PutObject where something is, and must stay',
    { ...putObject, forbidOverwrite: true },
    refusal(409, 'FileAlreadyExists'),
    { written: false },
  ],
  ['DeleteObject, unversioned', deleteObject, answer(204), { deleteMarker: false }],
  ['DeleteObject, versioned', deleteObject, answer(204, marker), { deleteMarker: true, versionId: 'v9' }],
  [
    'DeleteObject of a version',
    deleteObject,
    answer(204, { 'x-oss-version-id': 'v9' }),
    { deleteMarker: false, versionId: 'v9' },
  ],
  [
    'DeleteObjects, of which OSS lists what it deleted',
    { operation: 'DeleteObjects', objects: [{ key: 'a b' }, { key: 'a b', versionId: 'v' }, { key: 'kept' }] },
    answer(
      200,
      {},
      '<DeleteResult><EncodingType>url</EncodingType><Deleted><Key>a%20b</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>m</DeleteMarkerVersionId></Deleted><Deleted><Key>a%20b</Key><VersionId>v</VersionId></Deleted></DeleteResult>',
    ),
    {
      results: [
        { key: 'a b', deleted: true },
        { key: 'a b', versionId: 'v', deleted: true },
        { key: 'kept', deleted: false },
      ],
    },
  ],
  [
    'GetObjectTagging',
    getTags,
    answer(
      200,
      { 'x-oss-version-id': 'v' },
      '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>',
    ),
    { found: 'tags', tags: { a: '1' }, versionId: 'v' },
  ],
  ['GetObjectTagging of nothing', getTags, refusal(404, 'NoSuchKey'), none],
  ['PutObjectTagging', putTags, answer(200, { 'x-oss-version-id': 'v' }), { versionId: 'v' }],
  ['DeleteObjectTagging', { operation: 'DeleteObjectTagging', key: 'k' }, answer(204), {}],
  [
    'ListObjects',
    list,
    answer(200, {}, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'),
    { objects: [], prefixes: [] },
  ],
  [
    'ListObjects, with the time of the store',
    list,
    answer(200, { date }, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'),
    { objects: [], prefixes: [], date: 1735689600_000 },
  ],
  [
    'ListObjects, with a time that cannot be read',
    list,
    answer(200, { date: 'today' }, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>'),
    { objects: [], prefixes: [] },
  ],
  [
    'ListObjectVersions',
    { operation: 'ListObjectVersions' },
    answer(200, {}, '<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>'),
    { versions: [], prefixes: [] },
  ],
  [
    'GetBucketVersioning',
    { operation: 'GetBucketVersioning' },
    answer(200, {}, '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'),
    { status: 'Enabled' },
  ],
])('%s', (_, request, response, value) => {
  expect(readResponse(request, response, sent)).toEqual(value);
});

test.each<[string, StoreRequest, HttpResponse, number]>([
  ['a missing bucket is not a missing key', head, headRefusal(404, 'NoSuchBucket'), 404],
  ['a missing bucket, by its EC alone', head, answer(404, { 'x-oss-ec': '0015-00000101' }), 404],
  ['an unknown EC', head, answer(404, { 'x-oss-ec': '0015-00000999' }), 404],
  ['a bare 404 is a missing key for HEAD only', getSymlink, answer(404), 404],
  ['a 404 of another server is not a missing key', head, stranger(404), 404],
  [
    'a 404 of another server with headers of its own',
    head,
    stranger(404, { 'content-type': 'text/html', 'content-length': '95' }),
    404,
  ],
  ['405 for a reason other than a delete marker', head, headRefusal(405, 'MethodNotAllowed'), 405],
  ['a missing bucket for a link', getSymlink, refusal(404, 'NoSuchBucket'), 404],
  ['a write to a missing bucket', putSymlink, refusal(404, 'NoSuchBucket'), 404],
  ['a write to a missing key', putTags, refusal(404, 'NoSuchKey'), 404],
  ['FileAlreadyExists that was not asked for', putSymlink, refusal(409, 'FileAlreadyExists'), 409],
  ['FileImmutable', { ...putSymlink, forbidOverwrite: true }, refusal(409, 'FileImmutable'), 409],
  ['no right to read', head, headRefusal(403, 'AccessDenied'), 403],
  ['a redirect', list, answer(301), 301],
  ['not modified', head, answer(304), 304],
  ['the name of an inherited property is not a code', head, headRefusal(400, 'constructor'), 400],
])('an error: %s', (_, request, response, status) => {
  expect(() => readResponse(request, response, sent)).toThrow(
    expect.objectContaining({
      name: 'StoreError',
      code: 'store-refused',
      details: expect.objectContaining({ status, operation: request.operation, bucket: 'demo', attempts: 1 }),
    }),
  );
});

test.each<[string, StoreRequest, HttpResponse]>([
  ['HEAD without a length', head, answer(200, { etag: 'x', 'last-modified': date })],
  ['HEAD without a time', head, answer(200, { etag: 'x', 'content-length': '5' })],
  ['HEAD with an invalid time', head, answer(200, { ...objectHeaders, 'last-modified': 'soon' })],
  ['a link without a target', getSymlink, answer(200)],
  ['an invalid page', list, answer(200, {}, 'hello')],
  [
    'a page with more, but not where',
    list,
    answer(200, {}, '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>'),
  ],
])('an unreadable answer is an error: %s', (_, request, response) => {
  expect(() => readResponse(request, response, sent)).toThrow(
    expect.objectContaining({ name: 'StoreError', code: 'store-unreachable', cause: expect.any(Error) }),
  );
});

test.each<[string, StoreRequest, HttpResponse]>([
  ['an object', head, stranger(200, objectHeaders)],
  ['a link written', putSymlink, stranger(200, {}, 'It works!')],
  ['one deleted', deleteObject, stranger(204)],
])('the answer of another server is not %s', (_, request, response) => {
  expect(() => readResponse(request, response, sent)).toThrow(
    expect.objectContaining({ code: 'store-unreachable', message: expect.stringMatching(/not from OSS.*endpoint$/) }),
  );
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

test.each<[StoreRequest, HttpResponse, number, string]>([
  [
    putSymlink,
    refusal(403, 'AccessDenied'),
    1,
    'PutSymlink of k in bucket demo: OSS answered 403 AccessDenied (Why.), request id R1; grant this identity the action on the bucket and key (symlinks need oss:PutObject, tags need oss:PutObjectTagging)',
  ],
  [
    list,
    refusal(503, 'TotalQpsLimitExceeded'),
    3,
    'ListObjects in bucket demo, sent 3 times: OSS answered 503 TotalQpsLimitExceeded (Why.), request id R1',
  ],
  [
    head,
    stranger(403),
    1,
    'HeadObject of k in bucket demo: OSS answered 403; this answer is not from OSS; check the endpoint',
  ],
  [
    list,
    stranger(403, {}, '<Error><Code>AccessDenied</Code><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>'),
    1,
    'ListObjects in bucket demo: OSS answered 403 AccessDenied; send requests for this bucket to oss-cn-beijing.aliyuncs.com',
  ],
  [
    list,
    answer(200, {}, '<Tagging/>'),
    1,
    'ListObjects in bucket demo: OSS answered 200, but the answer cannot be read',
  ],
])('says what, where, why, and what to do: %#', (request, response, attempts, message) => {
  const error = thrownBy(() => readResponse(request, response, { bucket: 'demo', attempts }));
  expect(error).toMatchObject({ message });
});

test('keeps all details of an error', () => {
  const error = thrownBy(() => readResponse(putSymlink, refusal(403, 'AccessDenied'), { bucket: 'demo', attempts: 2 }));
  expect(error).toMatchObject({
    details: {
      operation: 'PutSymlink',
      bucket: 'demo',
      key: 'k',
      status: 403,
      storeCode: 'AccessDenied',
      ec: '0001-1',
      requestId: 'R1',
      attempts: 2,
    },
  });
});

describe('readTags', () => {
  test.each([
    ['<Tagging><TagSet/></Tagging>', {}],
    ['<Tagging>\n <TagSet>\n  <Tag><Key>a</Key><Value>1</Value></Tag>\n </TagSet>\n</Tagging>', { a: '1' }],
    [
      '<Tagging><TagSet><Tag><Value>1</Value><Key>a</Key></Tag><Tag><Key>b</Key><Value/></Tag></TagSet></Tagging>',
      { a: '1', b: '' },
    ],
  ])('%s', (body, tags) => {
    expect(readTags(body)).toEqual(tags);
  });

  test.each(['<Error/>', ''])('%j has no tags to read', (body) => {
    expect(() => readTags(body)).toThrow();
  });
});

describe('readVersioning', () => {
  test.each([
    ['<VersioningConfiguration/>', 'Never'],
    ['<?xml version="1.0"?>\n<VersioningConfiguration>\n</VersioningConfiguration>', 'Never'],
    ['<VersioningConfiguration><Status></Status></VersioningConfiguration>', 'Never'],
    ['<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>', 'Enabled'],
    ['<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>', 'Suspended'],
  ])('%s', (body, status) => {
    expect(readVersioning(body)).toEqual({ status });
  });

  test.each(['<VersioningConfiguration><Status>Maybe</Status></VersioningConfiguration>', '<Tagging/>', ''])(
    '%j says nothing of versioning',
    (body) => {
      expect(() => readVersioning(body)).toThrow();
    },
  );
});
