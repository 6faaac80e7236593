import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, REQUEST } from './bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

/** The versions of a key, newest first: `null` or `id`, of an object, a link or a marker. */
function history({ engine }: ReturnType<typeof bucketFixture>, key = 'a'): string[] {
  return engine
    .listObjectVersions({ bucket: BUCKET, prefix: key })
    .versions.map(({ versionId, kind }) => `${versionId === 'null' ? 'null' : 'id'} ${kind}`);
}

describe('a bucket whose state changes', () => {
  test('calls what was there before null, and keeps it', () => {
    const fixture = bucketFixture();
    fixture.put('a');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
    fixture.link('a', 'b');
    fixture.put('a');
    expect(history(fixture)).toEqual(['id object', 'id symlink', 'null object']);
    expect(fixture.engine.readObject({ bucket: BUCKET, key: 'a', versionId: 'null' }).versionId).toBe('null');
  });

  test('has one null version while suspended, and leaves the others', () => {
    const fixture = bucketFixture('Enabled');
    fixture.put('a', 'kept');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Suspended' });
    fixture.put('a', 'null-1');
    fixture.link('a', 'b');
    fixture.put('a', 'null-2');
    expect(history(fixture)).toEqual(['null object', 'id object']);
    expect(fixture.released).toEqual(['null-1']);
  });

  test('replaces an old null version that lies below others', () => {
    const fixture = bucketFixture();
    fixture.put('a', 'oldest');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
    fixture.put('a', 'middle');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Suspended' });
    fixture.put('a', 'newest');
    expect(history(fixture)).toEqual(['null object', 'id object']);
    expect(fixture.released).toEqual(['oldest']);
  });

  test('puts a null marker on top when it deletes while suspended', () => {
    const fixture = bucketFixture('Enabled');
    fixture.put('a', 'kept');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Suspended' });
    fixture.put('a', 'null-1');
    fixture.engine.deleteObject({ ...at, key: 'a' });
    fixture.engine.deleteObject({ ...at, key: 'a' });
    expect(history(fixture)).toEqual(['null marker', 'id object']);
    expect(fixture.released).toEqual(['null-1']);
    fixture.engine.deleteObject({ ...at, key: 'a', versionId: 'null' });
    expect(fixture.engine.readObject({ bucket: BUCKET, key: 'a' }).blob.id).toBe('kept');
  });
});

describe('order of versions', () => {
  test('is that of the writes, even when the clock runs backwards', () => {
    const { engine, clock, put } = bucketFixture('Enabled');
    const ids = [3000, 2000, 1000, 0].map((now) => {
      clock.now = now;
      return put('a', `at-${now}`);
    });
    expect(engine.listObjectVersions({ bucket: BUCKET }).versions.map(({ versionId }) => versionId)).toEqual(
      ids.reverse(),
    );
    expect(engine.readObject({ bucket: BUCKET, key: 'a' })).toMatchObject({ lastModified: 0, blob: { id: 'at-0' } });
  });

  test('version ids outlive neither their version nor their bucket', () => {
    const { engine, put } = bucketFixture('Enabled');
    const id = put('a') ?? '';
    engine.deleteObject({ ...at, key: 'a', versionId: id });
    engine.deleteBucket({ bucket: BUCKET });
    engine.createBucket({ bucket: BUCKET });
    engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
    const again = put('a') ?? '';
    expect(again).not.toBe(id);
    expect(() => engine.readObject({ bucket: BUCKET, key: 'a', versionId: id })).toThrow('version does not exist');
  });
});
