import { describe, expect, test } from 'vitest';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST } from '../bucket-fixture.ts';

const put = { bucket: BUCKET, requestId: REQUEST, key: 'a', blob: blobOf('body') };

describe('putObject', () => {
  test('keeps everything that came with it', () => {
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

  test('tells of it once', () => {
    const { engine, events } = bucketFixture();
    engine.putObject(put);
    expect(events).toMatchObject([
      { name: 'ObjectCreated:PutObject', key: 'a', size: 4, deltaSize: 4, requestId: REQUEST },
    ]);
  });

  test('takes the storage class of its bucket', () => {
    const { engine } = bucketFixture();
    engine.createBucket({ bucket: 'cold', storageClass: 'Archive' });
    engine.putObject({ ...put, bucket: 'cold' });
    expect(engine.readObject({ bucket: 'cold', key: 'a' }).storageClass).toBe('Archive');
  });

  test.each([
    ['an empty key', { key: '' }, 'InvalidObjectName'],
    ['a bucket that is not there', { bucket: 'absent' }, 'NoSuchBucket'],
    ['an ACL that is none', { acl: 'open' }, 'InvalidArgument'],
    ['a storage class that is none', { storageClass: 'Warm' }, 'InvalidArgument'],
    ['a metadata name that is none', { metadata: { 'a b': '' } }, 'InvalidArgument'],
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
