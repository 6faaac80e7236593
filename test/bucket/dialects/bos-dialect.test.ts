import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BOS_DIALECT } from '../../../src/bucket/dialects/bos-dialect.ts';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import type { UnverifiedChoices } from '../../../src/bucket/unverified-choices.ts';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

function bosFixture(versioning: VersioningStatus = 'Never', choices: Partial<UnverifiedChoices> = {}) {
  return bucketFixture(versioning, { dialect: BOS_DIALECT, choices });
}

const at = { bucket: BUCKET, requestId: REQUEST };

describe('a symlink', () => {
  test('into another bucket is read there', () => {
    const { engine } = bosFixture('Enabled');
    engine.createBucket({ bucket: 'other', acl: 'public-read' });
    engine.putObject({ bucket: 'other', key: 'target', blob: blobOf('there'), requestId: REQUEST });
    engine.putSymlink({ ...at, key: 'alias', target: 'target', targetBucket: 'other' });
    expect(engine.getSymlink({ ...at, key: 'alias' })).toMatchObject({ target: 'target', targetBucket: 'other' });
    expect(engine.readObject({ ...at, key: 'alias' })).toMatchObject({
      blob: { id: 'there' },
      acls: ['default', 'public-read'],
    });
    engine.deleteObject({ bucket: 'other', key: 'target', requestId: REQUEST });
    const missing = { ossCode: 'SymlinkTargetNotExist', status: 404 };
    expect(faultOf(() => engine.readObject({ ...at, key: 'alias' }))).toMatchObject(missing);
    engine.deleteBucket({ bucket: 'other' });
    expect(faultOf(() => engine.readObject({ ...at, key: 'alias' }))).toMatchObject(missing);
  });

  test('keeps its target when it is copied to another bucket', () => {
    const { engine, link, put } = bosFixture();
    put('target');
    link('alias', 'target');
    engine.createBucket({ bucket: 'other' });
    const copy = { bucket: 'other', key: 'copy', requestId: REQUEST };
    engine.copyObject({ ...copy, source: { bucket: BUCKET, key: 'alias' } });
    expect(engine.getSymlink(copy)).toMatchObject({ target: 'target', targetBucket: BUCKET });
    expect(engine.readObject(copy)).toMatchObject({ blob: { id: 'blob-target' } });
  });

  test('cannot point into a bucket whose name no bucket can have', () => {
    const { engine } = bosFixture();
    const write = { ...at, key: 'alias', target: 'target', targetBucket: 'Not_a_bucket' };
    expect(faultOf(() => engine.putSymlink(write))).toMatchObject({ ossCode: 'InvalidArgument', status: 400 });
  });

  test('to a symlink is written, but cannot be read through', () => {
    const { engine, link, put } = bosFixture();
    put('target');
    link('one', 'target');
    link('two', 'one');
    expect(engine.getSymlink({ ...at, key: 'two' })).toMatchObject({ target: 'one' });
    expect(faultOf(() => engine.readObject({ ...at, key: 'two' }))).toMatchObject({ ossCode: 'InvalidTargetType' });
  });

  test('has a digest of its target as ETag', () => {
    const { engine, link } = bosFixture();
    link('alias', 'target');
    const digest = createHash('md5').update('target').digest('hex').toUpperCase();
    expect(engine.getSymlink({ ...at, key: 'alias' }).etag).toBe(digest);
  });

  test.each(['Standard', 'IA', 'Cold'])('can have the class %s', (storageClass) => {
    const { engine } = bosFixture();
    engine.putSymlink({ ...at, key: 'alias', target: 'target', storageClass });
    expect(engine.listObjects(at).objects).toMatchObject([{ key: 'alias', storageClass }]);
  });

  test('cannot have the class Archive, neither its own nor that of the bucket', () => {
    const { engine } = bosFixture();
    const write = { ...at, key: 'alias', target: 'target' };
    const refusal = { ossCode: 'InvalidArgument', status: 400 };
    expect(faultOf(() => engine.putSymlink({ ...write, storageClass: 'Archive' }))).toMatchObject(refusal);
    engine.editBucket({ bucket: BUCKET, storageClass: 'Archive' });
    expect(faultOf(() => engine.putSymlink(write))).toMatchObject(refusal);
    engine.putSymlink({ ...write, storageClass: 'Cold' });
    const copy = { ...at, key: 'copy', source: { bucket: BUCKET, key: 'alias' } };
    expect(faultOf(() => engine.copyObject(copy))).toMatchObject(refusal);
  });
});

describe('forbidOverwrite', () => {
  test.each<[VersioningStatus, UnverifiedChoices['bosForbidOverwrite'], boolean]>([
    ['Never', 'unversioned', true],
    ['Enabled', 'unversioned', false],
    ['Suspended', 'unversioned', false],
    ['Never', 'always', true],
    ['Enabled', 'always', true],
    ['Suspended', 'always', true],
  ])('in a bucket with versioning %s, choice %s: refused %s', (versioning, bosForbidOverwrite, isRefused) => {
    const { engine, put } = bosFixture(versioning, { bosForbidOverwrite });
    put('a');
    const write = (): unknown => engine.putSymlink({ ...at, key: 'a', target: 'b', forbidOverwrite: true });
    if (isRefused) expect(faultOf(write)).toMatchObject({ ossCode: 'FileAlreadyExists' });
    else expect(write()).toMatchObject({ etag: expect.any(String) });
  });
});

describe('a bucket', () => {
  test('that exists is not created again', () => {
    const { engine } = bosFixture();
    const again = (): unknown => engine.createBucket({ bucket: BUCKET });
    expect(faultOf(again)).toMatchObject({ ossCode: 'BucketAlreadyExists', status: 409 });
  });
});

describe('choices about OSS', () => {
  test('do not change what the pages of BOS say', () => {
    const { engine, put, link } = bosFixture('Enabled', {
      linkToDeleteMarker: 'refused',
      readThroughToMarker: 'NoSuchKey',
      linkListedSize: 'target-name-length',
    });
    put('target');
    engine.deleteObject({ ...at, key: 'target' });
    link('alias', 'target');
    expect(faultOf(() => engine.readObject({ ...at, key: 'alias' }))).toMatchObject({
      ossCode: 'SymlinkTargetNotExist',
    });
    expect(engine.listObjects(at).objects).toMatchObject([{ key: 'alias', size: 0 }]);
  });
});

describe('putObject with a check', () => {
  test('sees the current object, and writes nothing if it throws', () => {
    const { engine, put, events } = bosFixture();
    const seen: unknown[] = [];
    const write = { ...at, key: 'a', blob: blobOf('new') };
    engine.putObject({ ...write, check: (current) => seen.push(current) });
    const refuse = (current: unknown): never => {
      seen.push(current);
      throw new Error('refused');
    };
    expect(() => engine.putObject({ ...write, check: refuse })).toThrow('refused');
    expect(seen).toMatchObject([undefined, { etag: blobOf('new').etag, lastModified: expect.any(Number) }]);
    expect(events).toHaveLength(1);
    put('b');
  });
});
