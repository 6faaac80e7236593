import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

describe('listObjectVersions', () => {
  for (const [unversionedListedVersionId, expected] of [
    ['null', 'null'],
    ['empty', ''],
  ] as const) {
    test(`shows the id ${unversionedListedVersionId} in a bucket that was never versioned`, () => {
      const { engine, put } = bucketFixture('Never', { choices: { unversionedListedVersionId } });
      put('a');
      expect(engine.listObjectVersions({ bucket: BUCKET }).versions[0]?.versionId).toBe(expected);
    });
  }

  test('continues after a marker version that was deleted in the meantime', () => {
    const { engine, put } = bucketFixture('Enabled');
    const ids = [put('a'), put('a'), put('a')];
    const { nextKeyMarker = '', nextVersionIdMarker = '' } = engine.listObjectVersions({ bucket: BUCKET, maxKeys: 2 });
    expect(nextVersionIdMarker).toBe(ids[1]);
    engine.deleteObject({ bucket: BUCKET, key: 'a', versionId: nextVersionIdMarker, requestId: REQUEST });
    const rest = engine.listObjectVersions({
      bucket: BUCKET,
      keyMarker: nextKeyMarker,
      versionIdMarker: nextVersionIdMarker,
    });
    expect(rest.versions.map(({ versionId }) => versionId)).toEqual([ids[0]]);
  });

  test('lists the versions of a key again if the null version of the marker was removed', () => {
    const { engine, put } = bucketFixture('Enabled');
    put('a');
    put('b');
    const page = engine.listObjectVersions({ bucket: BUCKET, keyMarker: 'a', versionIdMarker: 'null' });
    expect(page.versions.map(({ key, isLatest }) => [key, isLatest])).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  const refused: readonly [string, object][] = [
    ['an invalid version id', { keyMarker: 'a', versionIdMarker: 'x' }],
    ['a version id without a key', { versionIdMarker: 'null' }],
    ['a page of nothing', { maxKeys: 0 }],
    ['a page too large', { maxKeys: 1001 }],
    ['half a key', { maxKeys: 1.5 }],
    ['a prefix too long', { prefix: 'x'.repeat(1024) }],
    ['a key marker too long', { keyMarker: 'x'.repeat(1024) }],
  ];
  for (const [title, args] of refused) {
    test(`refuses ${title}`, () => {
      const { engine } = bucketFixture();
      expect(faultOf(() => engine.listObjectVersions({ bucket: BUCKET, ...args }))).toMatchObject({
        ossCode: 'InvalidArgument',
        status: 400,
      });
    });
  }
});
