import { describe, expect, test } from 'vitest';
import { OSS_DIALECT } from '../../../src/bucket/dialects/bucket-dialect.ts';
import { BUCKET, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

describe('the dialect of OSS', () => {
  test('is the default', () => {
    const { engine } = bucketFixture();
    expect(engine.choices).toEqual(OSS_DIALECT.engineChoices(engine.choices));
    engine.createBucket({ bucket: BUCKET, acl: 'public-read' });
    expect(engine.getBucketAcl({ bucket: BUCKET })).toBe('public-read');
  });

  test('has no symlinks into other buckets', () => {
    const { engine } = bucketFixture();
    const at = { bucket: BUCKET, key: 'a', target: 'b', requestId: REQUEST };
    expect(faultOf(() => engine.putSymlink({ ...at, targetBucket: 'other' }))).toMatchObject({ status: 400 });
    engine.putSymlink({ ...at, targetBucket: BUCKET });
    expect(engine.getSymlink(at)).not.toHaveProperty('targetBucket');
  });

  test('gives each symlink another ETag', () => {
    const { engine, link } = bucketFixture();
    link('a', 'target');
    link('b', 'target');
    const [first, second] = ['a', 'b'].map((key) => engine.getSymlink({ bucket: BUCKET, key }).etag);
    expect(first).not.toBe(second);
  });
});

describe('editBucket', () => {
  test('changes ACL and storage class, and nothing else', () => {
    const { engine } = bucketFixture('Enabled');
    const before = engine.getBucket({ bucket: BUCKET });
    expect(engine.editBucket({ bucket: BUCKET, storageClass: 'IA' })).toEqual({ ...before, storageClass: 'IA' });
    engine.editBucket({ bucket: BUCKET, acl: 'public-read' });
    expect(engine.getBucket({ bucket: BUCKET })).toEqual({ ...before, storageClass: 'IA', acl: 'public-read' });
  });

  test.each([
    [{ bucket: 'absent' }, 'NoSuchBucket'],
    [{ bucket: BUCKET, acl: 'none' }, 'InvalidArgument'],
    [{ bucket: BUCKET, storageClass: 'Cold' }, 'InvalidArgument'],
  ])('refuses %j', (args, ossCode) => {
    expect(faultOf(() => bucketFixture().engine.editBucket(args))).toMatchObject({ ossCode });
  });
});
