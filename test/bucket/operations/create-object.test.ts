import { describe, expect, test } from 'vitest';
import { BUCKET, blobOf, bucketFixture, faultOf, REQUEST, START } from '../bucket-fixture.ts';

const at = { bucket: BUCKET, requestId: REQUEST, key: 'a' };
const writes = [
  [
    'PutObject',
    ({ engine }: ReturnType<typeof bucketFixture>) =>
      engine.putObject({ ...at, blob: blobOf('new'), forbidOverwrite: true }),
  ],
  [
    'PutSymlink',
    ({ engine }: ReturnType<typeof bucketFixture>) => engine.putSymlink({ ...at, target: 't', forbidOverwrite: true }),
  ],
] as const;

describe.each(writes)('forbid-overwrite with %s', (_, write) => {
  test.each(['object', 'link'])('refuses to overwrite an %s in a bucket that was never versioned', (kind) => {
    const fixture = bucketFixture();
    if (kind === 'object') fixture.put('a');
    else fixture.link('a', 't');
    expect(faultOf(() => write(fixture))).toMatchObject({
      ossCode: 'FileAlreadyExists',
      status: 409,
      elements: { Key: 'a' },
    });
    expect(fixture.events).toHaveLength(1);
  });

  test('allows a missing and a deleted key', () => {
    const fixture = bucketFixture();
    expect(write(fixture)).toHaveProperty('etag');
    fixture.engine.deleteObject(at);
    expect(write(fixture)).toHaveProperty('etag');
  });

  test.each(['Enabled', 'Suspended'] as const)('has no effect while versioning is %s', (versioning) => {
    const fixture = bucketFixture(versioning);
    fixture.put('a');
    expect(write(fixture)).toHaveProperty('versionId');
  });
});

describe('the answer to a creation', () => {
  test.each([
    ['Never', undefined],
    ['Enabled', expect.stringMatching(/^[\w.]{64}$/)],
    ['Suspended', 'null'],
  ] as const)('%s: version id %s', (versioning, versionId) => {
    const { engine } = bucketFixture(versioning);
    const blob = blobOf('body');
    const lastModified = Math.floor(START / 1000) * 1000;
    const version = versionId === undefined ? {} : { versionId };
    expect(engine.putObject({ ...at, blob })).toEqual({ etag: blob.etag, crc64: blob.crc64, lastModified, ...version });
    expect(engine.putSymlink({ ...at, target: 't' })).toMatchObject({ crc64: '0', lastModified, ...version });
  });
});

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
