import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

describe('getSymlink', () => {
  test('tells the header’s own text beside the target', () => {
    const { engine } = bucketFixture();
    engine.putSymlink({ ...at, key: 'a', target: 'b c', targetAsSent: 'b%20c' });
    expect(engine.getSymlink({ bucket: BUCKET, key: 'a' })).toMatchObject({ target: 'b c', targetAsSent: 'b%20c' });
  });

  test('tells an object from a link by version', () => {
    const { engine, put, link } = bucketFixture('Enabled');
    const object = put('a') ?? '';
    const older = link('a', 'b') ?? '';
    const read = (versionId: string) => engine.getSymlink({ bucket: BUCKET, key: 'a', versionId });
    expect(read(older).target).toBe('b');
    expect(faultOf(() => read(object))).toMatchObject({ ossCode: 'NotSymlink', status: 400, ec: '0043-00000101' });
    expect(faultOf(() => read('unknown'))).toMatchObject({ ossCode: 'NoSuchVersion' });
  });

  for (const [choice, status] of [
    ['MethodNotAllowed', 405],
    ['NoSuchVersion', 404],
  ] as const) {
    test(`of a marker’s id is ${choice}, where so chosen`, () => {
      const { engine } = bucketFixture('Enabled', { choices: { getSymlinkOfMarkerVersion: choice } });
      const { versionId = '' } = engine.deleteObject({ ...at, key: 'a' });
      expect(faultOf(() => engine.getSymlink({ bucket: BUCKET, key: 'a', versionId }))).toMatchObject({
        ossCode: choice,
        status,
      });
    });
  }
});
