import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, REQUEST } from './bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST, key: 'a' };

function current({ engine }: ReturnType<typeof bucketFixture>) {
  return engine.listObjects({ bucket: BUCKET }).objects;
}

describe('a version that is removed', () => {
  test('leaves the one below it current', () => {
    const fixture = bucketFixture('Enabled');
    fixture.put('a', 'older');
    const newer = fixture.put('a', 'newest') ?? '';
    fixture.engine.deleteObject({ ...at, versionId: newer });
    expect(current(fixture)).toMatchObject([{ key: 'a', size: 'older'.length }]);
    expect(fixture.released).toEqual(['newest']);
  });

  test('if it is a marker, revives what it hid', () => {
    const fixture = bucketFixture('Enabled');
    fixture.link('a', 't');
    const { versionId = '' } = fixture.engine.deleteObject(at);
    expect(current(fixture)).toEqual([]);
    fixture.engine.deleteObject({ ...at, versionId });
    expect(current(fixture)).toMatchObject([{ key: 'a', type: 'Symlink' }]);
  });

  test('below others changes nothing that is current', () => {
    const fixture = bucketFixture('Enabled');
    const older = fixture.put('a', 'older') ?? '';
    fixture.put('a', 'newest');
    const before = current(fixture);
    fixture.engine.deleteObject({ ...at, versionId: older });
    expect(current(fixture)).toEqual(before);
    expect(fixture.released).toEqual(['older']);
  });

  test('if it is the null version, makes room for another', () => {
    const fixture = bucketFixture();
    fixture.put('a', 'null-1');
    fixture.engine.putBucketVersioning({ bucket: BUCKET, status: 'Suspended' });
    fixture.engine.deleteObject({ ...at, versionId: 'null' });
    fixture.put('a', 'null-2');
    expect(fixture.engine.listObjectVersions({ bucket: BUCKET }).versions).toMatchObject([{ versionId: 'null' }]);
    // Released once each, though both were called null.
    expect(fixture.released).toEqual(['null-1']);
  });

  test('if it was the last, leaves no trace', () => {
    const fixture = bucketFixture('Enabled');
    const before = fixture.table.range({ from: 'c', to: '\u{10ffff}' });
    const versionId = fixture.put('a') ?? '';
    fixture.engine.deleteObject({ ...at, versionId });
    expect(fixture.table.range({ from: 'c', to: '\u{10ffff}' })).toEqual(before);
  });
});
