import { expect, test } from 'vitest';
import { readCurrent } from '../../src/bucket/bucket-records.ts';
import { BUCKET, bucketFixture, REQUEST } from './bucket-fixture.ts';

function setUp() {
  const fixture = bucketFixture('Enabled');
  return { ...fixture, shown: () => readCurrent(fixture.table, BUCKET, 'a') };
}

test('of an object its size and ETag, of a link the length of its target’s name', () => {
  const { put, link, shown } = setUp();
  put('a', 'body');
  expect(shown()).toMatchObject({ type: 'Normal', size: 4, etag: 'BODY'.padStart(32, '0'), storageClass: 'Standard' });
  link('a', '版本');
  expect(shown()).toMatchObject({ type: 'Symlink', size: 6 });
});

test('of a marker, and of nothing, nothing', () => {
  const { put, engine, shown } = setUp();
  const versionId = put('a') ?? '';
  engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'a' });
  expect(shown()).toBeUndefined();
  engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'a', versionId });
  expect(shown()).toBeUndefined();
});
