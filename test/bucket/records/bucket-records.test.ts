import { expect, test } from 'vitest';
import {
  readBlobUses,
  readBucket,
  readCurrent,
  readNewest,
  readNullSequence,
  readVersion,
} from '../../../src/bucket/records/bucket-records.ts';
import { BUCKET, bucketFixture, REQUEST } from '../bucket-fixture.ts';

test('an empty table has no records', () => {
  const { table } = bucketFixture();
  expect(readBucket(table, 'other')).toBeUndefined();
  expect(readCurrent(table, BUCKET, 'a')).toBeUndefined();
  expect(readVersion(table, BUCKET, 'a', 1)).toBeUndefined();
  expect(readNewest(table, BUCKET, 'a')).toBeUndefined();
  expect(readNullSequence(table, BUCKET, 'a')).toBeUndefined();
  expect(readBlobUses(table, 'blob')).toBe(0);
});

test('each family returns its own records: bucket, current, versions, null version, blob uses', () => {
  const { table, engine, put, link } = bucketFixture();
  put('a', 'blob');
  put('a/b', 'blob');
  engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
  const versionId = link('a', 't');
  expect(readBucket(table, BUCKET)).toMatchObject({ name: BUCKET, versioning: 'Enabled', sequence: 3 });
  expect(readCurrent(table, BUCKET, 'a')).toMatchObject({ sequence: 3, type: 'Symlink', size: 1 });
  expect(readVersion(table, BUCKET, 'a', 1)).toMatchObject({ kind: 'object', versionId: 'null', key: 'a' });
  expect(readNewest(table, BUCKET, 'a')).toMatchObject({ kind: 'symlink', versionId });
  expect(readNullSequence(table, BUCKET, 'a')).toBe(1);
  expect(readBlobUses(table, 'blob')).toBe(2);
  engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'a' });
  expect(readNewest(table, BUCKET, 'a')).toMatchObject({ kind: 'marker' });
  expect(readCurrent(table, BUCKET, 'a')).toBeUndefined();
});
