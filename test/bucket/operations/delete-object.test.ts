import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

describe('deleteObjects', () => {
  test('tells of each what the page’s table says', () => {
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

  test('tells keys only, where there never were versions', () => {
    const { engine, put } = bucketFixture();
    put('a');
    expect(engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: 'absent' }] })).toEqual([
      { key: 'a' },
      { key: 'absent' },
    ]);
    expect(engine.listObjects({ bucket: BUCKET }).objects).toEqual([]);
  });

  test('deletes a key that is named twice, twice', () => {
    const { engine } = bucketFixture('Enabled');
    engine.deleteObjects({ ...at, objects: [{ key: 'a' }, { key: 'a' }] });
    expect(engine.listObjectVersions({ bucket: BUCKET }).versions).toHaveLength(2);
  });

  test('deletes nothing when one name is bad', () => {
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

describe('deleteObject of a version that is not there', () => {
  test('succeeds, or is refused where so chosen', () => {
    const lenient = bucketFixture('Enabled').engine;
    expect(lenient.deleteObject({ ...at, key: 'a', versionId: 'x' })).toEqual({ versionId: 'x', deleteMarker: false });
    const strict = bucketFixture('Enabled', { choices: { deleteUnknownVersion: 'NoSuchVersion' } }).engine;
    expect(faultOf(() => strict.deleteObject({ ...at, key: 'a', versionId: 'x' })).ossCode).toBe('NoSuchVersion');
  });
});

describe('bytes that nobody names any more', () => {
  test('are told when replaced or deleted, in a bucket without versions', () => {
    const { engine, put, link, released } = bucketFixture();
    put('a', 'first');
    put('a', 'second');
    link('a', 'x');
    put('b', 'third');
    engine.deleteObject({ ...at, key: 'b' });
    expect(released).toEqual(['first', 'second', 'third']);
  });

  test('are kept for every version until that is deleted by its id', () => {
    const { engine, put, released } = bucketFixture('Enabled');
    const first = put('a', 'first') ?? '';
    put('a', 'second');
    engine.deleteObject({ ...at, key: 'a' });
    expect(released).toEqual([]);
    engine.deleteObject({ ...at, key: 'a', versionId: first });
    expect(released).toEqual(['first']);
  });
});
