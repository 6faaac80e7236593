import { describe, expect, test } from 'vitest';
import {
  readDeleted,
  readObjectsPage,
  readVersioning,
  readVersionsPage,
} from '../../../../src/stores/bos/response/read-documents.ts';

const iso = '2025-01-01T00:00:00Z';
const time = 1735689600_000;

function listed(key: string) {
  return {
    key,
    lastModified: iso,
    eTag: 'AB',
    size: 3,
    storageClass: 'STANDARD',
    owner: { id: '1', displayName: 'm' },
  };
}

describe('ListObjects', () => {
  const list = { operation: 'ListObjects' } as const;

  test('a page does not say what is a symlink', () => {
    const body = JSON.stringify({ name: 'demo', isTruncated: false, maxKeys: 100, contents: [listed('a')] });
    expect(readObjectsPage(body, list)).toEqual({
      objects: [{ key: 'a', etag: 'AB', size: 3, lastModified: time, storageClass: 'Standard' }],
      prefixes: [],
    });
  });

  test.each([
    ['stated', { isTruncated: true, nextMarker: 'm', contents: [listed('a')] }, 'm'],
    ['the last key', { isTruncated: true, contents: [listed('a'), listed('b')] }, 'b'],
    ['the last prefix', { isTruncated: true, contents: [listed('a')], commonPrefixes: [{ prefix: 'c/' }] }, 'c/'],
    [
      'not there, because it is the last page',
      { isTruncated: false, nextMarker: 'm', contents: [listed('a')] },
      undefined,
    ],
  ])('the next page is %s', (_, page, nextToken) => {
    expect(readObjectsPage(JSON.stringify(page), list).nextToken).toBe(nextToken);
  });

  test('a prefix that ended the page before is not repeated', () => {
    const body = JSON.stringify({ isTruncated: false, commonPrefixes: [{ prefix: 'a/' }, { prefix: 'b/' }] });
    expect(readObjectsPage(body, { ...list, continuationToken: 'a/' }).prefixes).toEqual(['b/']);
    expect(readObjectsPage(body, list).prefixes).toEqual(['a/', 'b/']);
  });

  test.each(['', 'null', '{}', '[]', '{"isTruncated":true}', '{"isTruncated":false,"contents":[{"key":"a"}]}'])(
    '%j is invalid',
    (body) => {
      expect(() => readObjectsPage(body, list)).toThrow();
    },
  );
});

describe('ListObjectVersions', () => {
  test('versions and delete markers, in the order of the page', () => {
    const body = JSON.stringify({
      isTruncated: false,
      contents: [
        { ...listed('a'), versionId: 'v2', isLatest: true },
        { key: 'a', lastModified: iso, versionId: 'v1', deleteMarker: true },
        { ...listed('b'), isLatest: true },
      ],
      commonPrefixes: [{ prefix: 'c/' }],
    });
    const version = { lastModified: time, deleteMarker: false, etag: 'AB', size: 3 };
    expect(readVersionsPage(body)).toEqual({
      versions: [
        { key: 'a', versionId: 'v2', isLatest: true, ...version },
        { key: 'a', versionId: 'v1', isLatest: false, lastModified: time, deleteMarker: true },
        { key: 'b', versionId: 'null', isLatest: true, ...version },
      ],
      prefixes: ['c/'],
    });
  });

  test.each(['nextVersionIdMarker', 'nextVersionidMarker'])('the next page begins after %s', (name) => {
    const body = JSON.stringify({ isTruncated: true, nextMarker: 'k', [name]: 'v' });
    expect(readVersionsPage(body)).toEqual({
      versions: [],
      prefixes: [],
      nextKeyMarker: 'k',
      nextVersionIdMarker: 'v',
    });
  });

  test('a truncated page without the next key is invalid', () => {
    expect(() => readVersionsPage('{"isTruncated":true}')).toThrow('nextMarker');
  });
});

describe('DeleteObjects', () => {
  const asked = [{ key: 'a' }, { key: 'b', versionId: 'v' }, { key: 'b', versionId: 'w' }];
  const failed = { storeCode: 'InvalidArgument', message: 'Invalid Argument.' };

  test.each([
    ['without a body, all are deleted', '', [true, true, true]],
    ['without errors, all are deleted', '{"errors":[]}', [true, true, true]],
    [
      'an error of a key',
      '{"errors":[{"key":"a","code":"InvalidArgument","message":"Invalid Argument."}]}',
      [false, true, true],
    ],
    [
      'an error without a version concerns all of the key',
      '{"errors":[{"key":"b","code":"InvalidArgument","message":"Invalid Argument."}]}',
      [true, false, false],
    ],
    [
      'an error of a version',
      '{"errors":[{"key":"b","versionId":"w","code":"InvalidArgument","message":"Invalid Argument."}]}',
      [true, true, false],
    ],
  ])('%s', (_, body, deleted) => {
    expect(readDeleted(body, asked)).toEqual(
      asked.map((object, i) => (deleted[i] ? { ...object, deleted: true } : { ...object, deleted: false, ...failed })),
    );
  });

  test.each(['x', '{"errors":[{"code":"a"}]}'])('%j is invalid', (body) => {
    expect(() => readDeleted(body, asked)).toThrow();
  });
});

describe('GetBucketVersioning', () => {
  test.each([
    ['{"status":"enabled"}', 'Enabled'],
    ['{"status":"Enabled"}', 'Enabled'],
    ['{"status":"suspended"}', 'Suspended'],
    ['{"status":"disable"}', 'Suspended'],
    ['{"status":"notEnabled"}', 'Never'],
    ['{"status":""}', 'Never'],
    ['{}', 'Never'],
    ['', 'Never'],
  ])('%j is %s', (body, status) => {
    expect(readVersioning(body)).toEqual({ status });
  });

  test('another status is invalid', () => {
    expect(() => readVersioning('{"status":"on"}')).toThrow();
  });
});
