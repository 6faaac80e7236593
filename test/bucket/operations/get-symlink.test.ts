import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST };

describe('getSymlink', () => {
  test('returns the text of the header in addition to the target', () => {
    const { engine } = bucketFixture();
    engine.putSymlink({ ...at, key: 'a', target: 'b c', targetAsSent: 'b%20c' });
    expect(engine.getSymlink({ bucket: BUCKET, key: 'a' })).toMatchObject({ target: 'b c', targetAsSent: 'b%20c' });
  });

  test('distinguishes an object from a link by version', () => {
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
    test(`of the id of a marker is ${choice}, depending on the choice`, () => {
      const { engine } = bucketFixture('Enabled', { choices: { getSymlinkOfMarkerVersion: choice } });
      const { versionId = '' } = engine.deleteObject({ ...at, key: 'a' });
      expect(faultOf(() => engine.getSymlink({ bucket: BUCKET, key: 'a', versionId }))).toMatchObject({
        ossCode: choice,
        status,
      });
    });
  }
});
