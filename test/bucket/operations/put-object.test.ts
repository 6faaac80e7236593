import { describe, expect, test } from 'vitest';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const put = { bucket: BUCKET, requestId: REQUEST, key: 'a', blob: blobOf('body') };

describe('putObject', () => {
  test('stores everything in the request', () => {
    const { engine } = bucketFixture();
    engine.putObject({
      ...put,
      headers: { contentType: 'a/b', cacheControl: 'no-cache' },
      metadata: { 'X-Y': '1' },
      tags: [['t', '1']],
      acl: 'public-read',
      storageClass: 'IA',
    });
    expect(engine.readObject({ bucket: BUCKET, key: 'a' })).toMatchObject({
      type: 'Normal',
      etag: put.blob.etag,
      size: put.blob.size,
      crc64: put.blob.crc64,
      headers: { contentType: 'a/b', cacheControl: 'no-cache' },
      metadata: { 'x-y': '1' },
      tagCount: 1,
      acls: ['public-read'],
      storageClass: 'IA',
    });
  });

  test('emits one event', () => {
    const { engine, events } = bucketFixture();
    engine.putObject(put);
    expect(events).toMatchObject([
      { name: 'ObjectCreated:PutObject', key: 'a', size: 4, deltaSize: 4, requestId: REQUEST },
    ]);
  });

  test('uses the storage class of its bucket', () => {
    const { engine } = bucketFixture();
    engine.createBucket({ bucket: 'cold', storageClass: 'Archive' });
    engine.putObject({ ...put, bucket: 'cold' });
    expect(engine.readObject({ bucket: 'cold', key: 'a' }).storageClass).toBe('Archive');
  });

  test.each([
    ['an empty key', { key: '' }, 'InvalidObjectName'],
    ['a missing bucket', { bucket: 'absent' }, 'NoSuchBucket'],
    ['an invalid ACL', { acl: 'open' }, 'InvalidArgument'],
    ['an invalid storage class', { storageClass: 'Warm' }, 'InvalidArgument'],
    ['an invalid metadata name', { metadata: { 'a b': '' } }, 'InvalidArgument'],
    [
      'a tag twice',
      {
        tags: [
          ['t', '1'],
          ['t', '1'],
        ] as const,
      },
      'InvalidArgument',
    ],
  ])('refuses %s before it writes anything', (_, change, ossCode) => {
    const { engine, events, table } = bucketFixture();
    const before = table.range({ from: '', to: '\u{10ffff}' });
    expect(faultOf(() => engine.putObject({ ...put, ...change })).ossCode).toBe(ossCode);
    expect(table.range({ from: '', to: '\u{10ffff}' })).toEqual(before);
    expect(events).toEqual([]);
  });
});
