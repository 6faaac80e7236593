import { expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf } from '../bucket-fixture.ts';

for (const [linkMetaSize, size] of [
  ['zero', 0],
  ['target-name-length', 3],
] as const) {
  test(`describes the link itself, with size ${linkMetaSize}`, () => {
    const { engine, put, link } = bucketFixture('Never', { choices: { linkMetaSize } });
    put('object', '12345');
    link('link', '版');
    expect(engine.getObjectMeta({ bucket: BUCKET, key: 'object' })).toMatchObject({ type: 'Normal', size: 5 });
    const { etag } = engine.getSymlink({ bucket: BUCKET, key: 'link' });
    expect(engine.getObjectMeta({ bucket: BUCKET, key: 'link' })).toMatchObject({ type: 'Symlink', size, etag });
  });
}

test('throws NoSuchKey for a missing key', () => {
  const { engine } = bucketFixture();
  expect(faultOf(() => engine.getObjectMeta({ bucket: BUCKET, key: 'absent' })).ossCode).toBe('NoSuchKey');
});
