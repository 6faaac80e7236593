import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

describe('putSymlink', () => {
  test('answers with an ETag of its own and no checksum', () => {
    const { engine } = bucketFixture('Enabled');
    const write = () => engine.putSymlink({ ...at, key: 'a', target: 'b' });
    const [first, second] = [write(), write()];
    expect(first).toMatchObject({ etag: expect.stringMatching(/^[0-9A-F]{32}$/), crc64: '0' });
    expect(second.etag).not.toBe(first.etag);
  });

  const targets: readonly [string, object][] = [
    ['', { ossCode: 'InvalidArgument', ec: '0043-00000001' }],
    ['/b', { ossCode: 'InvalidObjectName' }],
  ];
  for (const [target, expected] of targets) {
    test(`refuses the target ${JSON.stringify(target)}`, () => {
      const { engine } = bucketFixture();
      expect(faultOf(() => engine.putSymlink({ ...at, key: 'a', target }))).toMatchObject(expected);
    });
  }

  test('accepts or refuses a delete marker as target, depending on the choice', () => {
    for (const linkToDeleteMarker of ['accepted', 'refused'] as const) {
      const { engine, put, link } = bucketFixture('Enabled', { choices: { linkToDeleteMarker } });
      put('gone');
      engine.deleteObject({ ...at, key: 'gone' });
      const code = linkToDeleteMarker === 'refused' && faultOf(() => link('a', 'gone')).ossCode;
      if (linkToDeleteMarker === 'accepted') link('a', 'gone');
      expect(code).toBe(linkToDeleteMarker === 'refused' && 'NoSuchKey');
      expect(link('b', 'never-was')).toBeDefined();
    }
  });

  test.each([
    ['Archive', 'accepted', 'written'],
    ['Standard', 'OperationNotSupported', 'written'],
    ['IA', 'OperationNotSupported', 'written'],
    ['Archive', 'OperationNotSupported', 'OperationNotSupported'],
    ['DeepColdArchive', 'OperationNotSupported', 'OperationNotSupported'],
  ] as const)('into a bucket of class %s, chosen %s: %s', (storageClass, archivePutSymlink, expected) => {
    const { engine } = bucketFixture('Never', { choices: { archivePutSymlink } });
    engine.createBucket({ bucket: 'cold', storageClass });
    const write = () => engine.putSymlink({ bucket: 'cold', key: 'a', target: 'b', requestId: REQUEST });
    if (expected === 'written') return expect(write()).toHaveProperty('etag');
    expect(faultOf(write)).toMatchObject({ ossCode: expected, status: 400 });
    expect(engine.listObjects({ bucket: 'cold' }).objects).toEqual([]);
  });

  for (const [suspendedLinkVersionId, expected] of [
    ['null', 'null'],
    ['absent', undefined],
  ] as const) {
    test(`in a suspended bucket gives version id ${suspendedLinkVersionId}`, () => {
      expect(bucketFixture('Suspended', { choices: { suspendedLinkVersionId } }).link('a', 'b')).toBe(expected);
      expect(bucketFixture('Suspended', { choices: { suspendedLinkVersionId } }).put('a')).toBe('null');
    });
  }
});
