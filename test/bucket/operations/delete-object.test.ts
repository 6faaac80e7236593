import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

describe('deleteObjects', () => {
  test('returns the fields of the table on the page for each key', () => {
    const { engine, put } = bucketFixture('Enabled');
    put('plain');
    const version = put('by-id') ?? '';
    const marker = engine.deleteObject({ ...at, key: 'marked' }).versionId ?? '';
    const entries = engine.deleteObjects({
      ...at,
      objects: [{ key: 'plain' }, { key: 'by-id', versionId: version }, { key: 'marked', versionId: marker }],
    });
    expect(entries).toEqual([
      { key: 'plain', deleteMarker: true, deleteMarkerVersionId: expect.stringMatching(/^.{64}$/) },
      { key: 'by-id', versionId: version },
      { key: 'marked', versionId: marker, deleteMarker: true, deleteMarkerVersionId: marker },
    ]);
  });

  test('returns only keys in a bucket that was never versioned', () => {
    const { engine, put } = bucketFixture();
    put('a');
    expect(engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: 'absent' }] })).toEqual([
      { key: 'a' },
      { key: 'absent' },
    ]);
    expect(engine.listObjects({ bucket: BUCKET }).objects).toEqual([]);
  });

  test('deletes a repeated key twice', () => {
    const { engine } = bucketFixture('Enabled');
    engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: 'a' }] });
    expect(engine.listObjectVersions({ bucket: BUCKET }).versions).toHaveLength(2);
  });

  test('deletes nothing if one key is invalid', () => {
    const { engine, put } = bucketFixture();
    put('a');
    expect(faultOf(() => engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: '/b' }] })).ossCode).toBe(
      'InvalidObjectName',
    );
    expect(engine.listObjects({ bucket: BUCKET }).objects).toHaveLength(1);
  });

  for (const count of [0, 1001]) {
    test(`refuses ${count} keys`, () => {
      const { engine } = bucketFixture();
      const objects = Array.from({ length: count }, (_, i) => ({ key: `${i}` }));
      expect(faultOf(() => engine.deleteObjects({ ...at, objects }))).toMatchObject({
        ossCode: 'MalformedXML',
        status: 400,
      });
    });
  }
});

describe('deleteObject of a missing version', () => {
  test('succeeds or is refused, depending on the choice', () => {
    const lenient = bucketFixture('Enabled').engine;
    expect(lenient.deleteObject({ ...at, key: 'a', versionId: 'x' })).toEqual({ versionId: 'x', deleteMarker: false });
    const strict = bucketFixture('Enabled', { choices: { deleteUnknownVersion: 'NoSuchVersion' } }).engine;
    expect(faultOf(() => strict.deleteObject({ ...at, key: 'a', versionId: 'x' })).ossCode).toBe('NoSuchVersion');
  });
});

describe('blobs without a version', () => {
  test('are released by an overwrite or a delete in a bucket that was never versioned', () => {
    const { engine, put, link, released } = bucketFixture();
    put('a', 'first');
    put('a', 'second');
    link('a', 'x');
    put('b', 'third');
    engine.deleteObject({ ...at, key: 'b' });
    expect(released).toEqual(['first', 'second', 'third']);
  });

  test('are kept until each version is deleted by its id', () => {
    const { engine, put, released } = bucketFixture('Enabled');
    const first = put('a', 'first') ?? '';
    put('a', 'second');
    engine.deleteObject({ ...at, key: 'a' });
    expect(released).toEqual([]);
    engine.deleteObject({ ...at, key: 'a', versionId: first });
    expect(released).toEqual(['first']);
  });
});
