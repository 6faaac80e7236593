import { describe, expect, test } from 'vitest';
import { OSS_DIALECT } from '../../../src/bucket/dialects/bucket-dialect.ts';
import type { EngineContext } from '../../../src/bucket/engine-context.ts';
import { readBlobUses, readCurrent } from '../../../src/bucket/records/bucket-records.ts';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { addBlobUse, removeBlobUse } from '../../../src/bucket/records/write-version.ts';
import { BUCKET, bucketFixture, kindOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

/** The versions of a key, newest first: `null` or `id`, of an object, a link or a marker. */
function history({ engine }: ReturnType<typeof bucketFixture>, key = 'a'): string[] {
  return engine
    .listObjectVersions({ bucket: BUCKET, prefix: key })
    .versions.map((version) => `${version.versionId === 'null' ? 'null' : 'id'} ${kindOf(version)}`);
}

describe('a bucket whose versioning changes', () => {
  test('keeps the objects from before as null versions', () => {
    const fixture = bucketFixture();
    fixture.put('a');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Enabled' });
    fixture.link('a', 'b');
    fixture.put('a');
    expect(history(fixture)).toEqual(['id object', 'id symlink', 'null object']);
    expect(fixture.engine.readObject({ bucket: BUCKET, key: 'a', versionId: 'null' }).versionId).toBe('null');
  });

  test('has one null version while suspended, and keeps the others', () => {
    const fixture = bucketFixture('Enabled');
    fixture.put('a', 'kept');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Suspended' });
    fixture.put('a', 'null-1');
    fixture.link('a', 'b');
    fixture.put('a', 'null-2');
    expect(history(fixture)).toEqual(['null object', 'id object']);
    expect(fixture.released).toEqual(['null-1']);
  });

  test('replaces an old null version below newer versions', () => {
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
  test('is the order of the writes, even if the clock runs backwards', () => {
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

  test('a version id is invalid after its version or bucket is deleted', () => {
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

describe('removeVersion', () => {
  const at = { bucket: BUCKET, requestId: REQUEST, key: 'a' };

  function current({ engine }: ReturnType<typeof bucketFixture>) {
    return engine.listObjects({ bucket: BUCKET }).objects;
  }

  describe('a version that is removed', () => {
    test('makes the version below it current', () => {
      const fixture = bucketFixture('Enabled');
      fixture.put('a', 'older');
      const newer = fixture.put('a', 'newest') ?? '';
      fixture.engine.deleteObject({ ...at, versionId: newer });
      expect(current(fixture)).toMatchObject([{ key: 'a', size: 'older'.length }]);
      expect(fixture.released).toEqual(['newest']);
    });

    test('restores the object below it if it is a marker', () => {
      const fixture = bucketFixture('Enabled');
      fixture.link('a', 't');
      const { versionId = '' } = fixture.engine.deleteObject(at);
      expect(current(fixture)).toEqual([]);
      fixture.engine.deleteObject({ ...at, versionId });
      expect(current(fixture)).toMatchObject([{ key: 'a', type: 'Symlink' }]);
    });

    test('does not change the current version if it is not the newest', () => {
      const fixture = bucketFixture('Enabled');
      const older = fixture.put('a', 'older') ?? '';
      fixture.put('a', 'newest');
      const before = current(fixture);
      fixture.engine.deleteObject({ ...at, versionId: older });
      expect(current(fixture)).toEqual(before);
      expect(fixture.released).toEqual(['older']);
    });

    test('allows another null version if it is the null version', () => {
      const fixture = bucketFixture();
      fixture.put('a', 'null-1');
      fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Suspended' });
      fixture.engine.deleteObject({ ...at, versionId: 'null' });
      fixture.put('a', 'null-2');
      expect(fixture.engine.listObjectVersions({ bucket: BUCKET }).versions).toMatchObject([{ versionId: 'null' }]);
      // Each is released once, although both had the id null.
      expect(fixture.released).toEqual(['null-1']);
    });

    test('leaves no entries if it was the last', () => {
      const fixture = bucketFixture('Enabled');
      const before = fixture.table.range({ from: 'c', to: '\u{10ffff}' });
      const versionId = fixture.put('a') ?? '';
      fixture.engine.deleteObject({ ...at, versionId });
      expect(fixture.table.range({ from: 'c', to: '\u{10ffff}' })).toEqual(before);
    });
  });
});

describe('setCurrent', () => {
  function setUp() {
    const fixture = bucketFixture('Enabled');
    return { ...fixture, shown: () => readCurrent(fixture.table, BUCKET, 'a') };
  }

  test('shows size and ETag of an object, and the length of the target key of a link', () => {
    const { put, link, shown } = setUp();
    put('a', 'body');
    expect(shown()).toMatchObject({
      type: 'Normal',
      size: 4,
      etag: 'BODY'.padStart(32, '0'),
      storageClass: 'Standard',
    });
    link('a', '版本');
    expect(shown()).toMatchObject({ type: 'Symlink', size: 6 });
  });

  test('shows nothing for a marker or without a version', () => {
    const { put, engine, shown } = setUp();
    const versionId = put('a') ?? '';
    engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'a' });
    expect(shown()).toBeUndefined();
    engine.deleteObject({ bucket: BUCKET, requestId: REQUEST, key: 'a', versionId });
    expect(shown()).toBeUndefined();
  });
});

describe('blob uses', () => {
  test('a blob is kept at its first use, and released once, when its last use is removed', () => {
    const kept: string[] = [];
    const released: string[] = [];
    const { choices } = bucketFixture().engine;
    const ctx: EngineContext = {
      table: createMemoryTable(),
      now: () => 0,
      newId: () => '',
      emit: () => {},
      keep: (blobId) => kept.push(blobId),
      release: (blobId) => released.push(blobId),
      dialect: OSS_DIALECT,
      choices,
    };
    const uses = () => ['a', 'b'].map((blobId) => readBlobUses(ctx.table, blobId));
    for (const blobId of ['a', 'a', 'b']) addBlobUse(ctx, blobId);
    expect({ uses: uses(), kept }).toEqual({ uses: [2, 1], kept: ['a', 'b'] });
    removeBlobUse(ctx, 'a');
    expect({ uses: uses(), released }).toEqual({ uses: [1, 1], released: [] });
    removeBlobUse(ctx, 'a');
    expect({ uses: uses(), released }).toEqual({ uses: [0, 1], released: ['a'] });
    // The counter is removed: the next blob with this id starts at one use.
    expect(ctx.table.range({ from: 'r/', to: 'r0' })).toHaveLength(1);
  });
});
