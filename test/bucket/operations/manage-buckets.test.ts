import { describe, expect, test } from 'vitest';
import { BUCKET, bucketFixture, faultOf, REQUEST, START } from '../bucket-fixture.ts';

const created = Math.floor(START / 1000) * 1000;

describe('createBucket', () => {
  for (const bucket of ['abc', 'a-b', '123', `a${'b'.repeat(62)}`]) {
    test(`takes ${bucket.slice(0, 10)}`, () => {
      const { engine } = bucketFixture();
      expect(engine.createBucket({ bucket })).toMatchObject({
        name: bucket,
        versioning: 'Never',
        acl: 'private',
        created,
      });
      expect(engine.getBucket({ bucket }).name).toBe(bucket);
    });
  }
  for (const bucket of ['', 'ab', 'Abc', '-ab', 'ab-', 'a.b', 'a_b', 'a/b', `a${'b'.repeat(63)}`]) {
    test(`refuses ${JSON.stringify(bucket.slice(0, 10))}`, () => {
      const { engine } = bucketFixture();
      expect(faultOf(() => engine.createBucket({ bucket }))).toMatchObject({
        ossCode: 'InvalidBucketName',
        status: 400,
      });
    });
  }

  test('leaves an existing bucket as it is, except for its ACL', () => {
    const { engine, put, clock } = bucketFixture('Enabled');
    put('a');
    clock.now += 60_000;
    expect(engine.createBucket({ bucket: BUCKET })).toMatchObject({ created, versioning: 'Enabled', acl: 'private' });
    expect(engine.createBucket({ bucket: BUCKET, acl: 'public-read' })).toMatchObject({ created, acl: 'public-read' });
    expect(engine.getBucketAcl({ bucket: BUCKET })).toBe('public-read');
    expect(engine.listObjects({ bucket: BUCKET }).objects).toHaveLength(1);
    expect(faultOf(() => engine.createBucket({ bucket: BUCKET, storageClass: 'IA' })).ossCode).toBe(
      'BucketAlreadyExists',
    );
  });

  test('refuses ACLs and classes that do not exist', () => {
    const { engine } = bucketFixture();
    for (const args of [{ acl: 'default' }, { storageClass: 'Warm' }]) {
      expect(faultOf(() => engine.createBucket({ bucket: 'abc', ...args })).ossCode).toBe('InvalidArgument');
    }
    expect(engine.listBuckets()).toHaveLength(1);
  });
});

describe('deleteBucket', () => {
  test('refuses a bucket with versions or markers', () => {
    const { engine, put } = bucketFixture('Enabled');
    const versionId = put('a') ?? '';
    const remove = () => engine.deleteBucket({ bucket: BUCKET });
    expect(faultOf(remove)).toMatchObject({ ossCode: 'BucketNotEmpty', status: 409 });
    const { versionId: marker = '' } = engine.deleteObject({ bucket: BUCKET, key: 'a', requestId: REQUEST });
    engine.deleteObject({ bucket: BUCKET, key: 'a', versionId, requestId: REQUEST });
    expect(faultOf(remove).ossCode).toBe('BucketNotEmpty');
    engine.deleteObject({ bucket: BUCKET, key: 'a', versionId: marker, requestId: REQUEST });
    remove();
    expect(faultOf(remove).ossCode).toBe('NoSuchBucket');
  });

  test('checks only its own bucket', () => {
    const { engine, put } = bucketFixture();
    put('a');
    for (const bucket of ['dem', 'demo0', 'demo-1']) {
      engine.createBucket({ bucket });
      engine.deleteBucket({ bucket });
    }
    expect(engine.listBuckets().map(({ name }) => name)).toEqual([BUCKET]);
  });
});

test('listBuckets is ordered by name', () => {
  const { engine } = bucketFixture();
  for (const bucket of ['zzz', 'demo-2', 'aaa', 'demo0']) engine.createBucket({ bucket });
  expect(engine.listBuckets().map(({ name }) => name)).toEqual(['aaa', 'demo', 'demo-2', 'demo0', 'zzz']);
});

describe('putBucketVersioning', () => {
  test('switches between Enabled and Suspended, but not to Never', () => {
    const { engine } = bucketFixture();
    const state = () => engine.getBucketVersioning({ bucket: BUCKET });
    expect(state()).toBe('Never');
    for (const status of ['Suspended', 'Enabled', 'Suspended']) {
      engine.putBucketVersioning({ bucket: BUCKET, status });
      expect(state()).toBe(status);
    }
    for (const status of ['Never', 'enabled', '']) {
      expect(faultOf(() => engine.putBucketVersioning({ bucket: BUCKET, status })).ossCode).toBe('InvalidArgument');
    }
  });
});

test('creating a bucket again changes its ACL', () => {
  const { engine } = bucketFixture();
  expect(engine.createBucket({ bucket: BUCKET, acl: 'public-read-write' }).acl).toBe('public-read-write');
  expect(faultOf(() => engine.createBucket({ bucket: BUCKET, acl: 'open' })).ossCode).toBe('InvalidArgument');
  expect(engine.getBucketAcl({ bucket: BUCKET })).toBe('public-read-write');
});

test('a bucket keeps its data redundancy type', () => {
  const { engine } = bucketFixture();
  expect(engine.createBucket({ bucket: 'zoned', dataRedundancy: 'ZRS' }).dataRedundancy).toBe('ZRS');
  expect(engine.createBucket({ bucket: 'zoned' }).dataRedundancy).toBe('ZRS');
  expect(engine.createBucket({ bucket: 'plain', dataRedundancy: 'LRS' })).not.toHaveProperty('dataRedundancy');
  expect(faultOf(() => engine.createBucket({ bucket: 'zoned', dataRedundancy: 'LRS' })).ossCode).toBe(
    'BucketAlreadyExists',
  );
  expect(faultOf(() => engine.createBucket({ bucket: 'plain', dataRedundancy: 'ZRS' })).ossCode).toBe(
    'BucketAlreadyExists',
  );
  expect(faultOf(() => engine.createBucket({ bucket: 'new', dataRedundancy: 'XRS' })).ossCode).toBe('InvalidArgument');
});
