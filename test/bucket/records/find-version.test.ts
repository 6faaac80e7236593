import { describe, expect, test } from 'vitest';
import {
  findCurrent,
  findVersion,
  requireBucket,
  requireVersion,
  shownVersionId,
} from '../../../src/bucket/records/find-version.ts';
import { makeVersionId } from '../../../src/bucket/records/version-id.ts';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

/** Key `a`: a null version, one with an id, a marker on top. Key `b`: one object. */
const fixture = bucketFixture();
fixture.put('a', 'oldest');
fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
const id = fixture.put('a', 'middle') ?? '';
const marker = fixture.engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'a' }).versionId ?? '';
const onlyId = fixture.put('b') ?? '';
const { table } = fixture;
const bucket = requireBucket(table, BUCKET);

test('a missing bucket is a fault that names it', () => {
  expect(faultOf(() => requireBucket(table, 'absent'))).toMatchObject({
    ossCode: 'NoSuchBucket',
    elements: { BucketName: 'absent' },
  });
});

describe('findVersion', () => {
  test.each([
    ['null', { kind: 'object', versionId: 'null' }],
    [id, { kind: 'object', versionId: id }],
    [marker, { kind: 'marker', versionId: marker }],
  ])('finds %s', (versionId, version) => {
    expect(findVersion(table, bucket, 'a', versionId)).toMatchObject(version);
  });

  test.each([
    ['a', onlyId, 'an id of another key'],
    ['b', 'null', 'a missing null version'],
    ['a', '', 'no id'],
    ['a', 'x'.repeat(64), 'a text like an id'],
    // Only the sequence number is right.
    ['a', makeVersionId(2, 0, 'f'.repeat(32)), 'a forged id'],
    ['absent', id, 'an id at a missing key'],
  ])('of %s, %s finds nothing: %s', (key, versionId) => {
    expect(findVersion(table, bucket, key, versionId)).toBeUndefined();
  });
});

describe('requireVersion', () => {
  test.each([
    [{ key: 'b' }, onlyId],
    [{ key: 'b', versionId: onlyId }, onlyId],
    [{ key: 'a', versionId: 'null' }, 'null'],
    [{ key: 'a', versionId: id }, id],
  ])('%j', (asked, versionId) => {
    expect(requireVersion(table, bucket, { bucket: BUCKET, ...asked }, 'GET').versionId).toBe(versionId);
  });

  test.each([
    ['nothing at the key', { key: 'c' }, { ossCode: 'NoSuchKey', marker: undefined }],
    ['a marker on top', { key: 'a' }, { ossCode: 'NoSuchKey', marker: { versionId: marker } }],
    [
      'no such version',
      { key: 'a', versionId: onlyId },
      { ossCode: 'NoSuchVersion', elements: { Key: 'a', VersionId: onlyId } },
    ],
    [
      'a marker by its id',
      { key: 'a', versionId: marker },
      {
        ossCode: 'MethodNotAllowed',
        elements: { Method: 'HEAD', ResourceType: 'DeleteMarker' },
        marker: { versionId: marker },
      },
    ],
  ])('%s is refused', (_, asked, fault) => {
    expect(faultOf(() => requireVersion(table, bucket, { bucket: BUCKET, ...asked }, 'HEAD'))).toMatchObject(fault);
  });
});

test('an object below a delete marker is not current', () => {
  expect(findCurrent(table, bucket, 'a')).toBeUndefined();
  expect(findCurrent(table, bucket, 'b')).toMatchObject({ versionId: onlyId });
});

test.each([
  ['Never', {}],
  ['Enabled', { versionId: id }],
  ['Suspended', { versionId: id }],
] as const)('a version id is shown (%s): %j', (versioning, shown) => {
  const version = findVersion(table, bucket, 'a', id);
  if (version === undefined) throw new TypeError('the version is there');
  expect(shownVersionId({ ...bucket, versioning }, version)).toEqual(shown);
});
