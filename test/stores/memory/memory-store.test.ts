import { describe, expect, test } from 'vitest';
import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import { StoreError } from '../../../src/stores/store-error.ts';

function counting(): () => string {
  let ids = 0;
  return () => (++ids).toString(16).padStart(32, '0');
}

describe('createMemoryStore', () => {
  test('has a versioned bucket named demo by default', async () => {
    const plain = createMemoryStore();
    const told = createMemoryStore({ bucket: 'other', versioning: 'Never' });
    expect([plain.bucket, await plain.send({ operation: 'GetBucketVersioning' })]).toEqual([
      'demo',
      { status: 'Enabled' },
    ]);
    expect([told.bucket, await told.send({ operation: 'GetBucketVersioning' })]).toEqual([
      'other',
      { status: 'Never' },
    ]);
  });

  test('answers at once what send resolves with', async () => {
    const parts = () => ({ now: () => 5000, newId: counting() });
    const [sent, answered] = [createMemoryStore(parts()), createMemoryStore(parts())];
    const requests = [
      { operation: 'PutSymlink', key: 'a', target: 'b' },
      { operation: 'GetSymlink', key: 'a' },
      { operation: 'ListObjectVersions' },
      { operation: 'DeleteObject', key: 'a' },
      { operation: 'HeadObject', key: 'a' },
    ] as const;
    for (const request of requests) expect(answered.answer(request)).toEqual(await sent.send(request));
  });

  test('accepts an object without its bytes', () => {
    const store = createMemoryStore();
    const blob = { id: 'b', size: 7, etag: 'E'.repeat(32), crc64: '1' };
    store.answer({ operation: 'PutObject', key: 'a', blob });
    expect(store.answer({ operation: 'HeadObject', key: 'a' })).toMatchObject({ size: 7, etag: blob.etag });
  });

  test('serves bytes without a type as OSS does', async () => {
    const store = createMemoryStore();
    await store.send({ operation: 'PutObject', key: 'a', body: new Uint8Array() });
    await store.send({ operation: 'PutSymlink', key: 'l', target: 'a' });
    const headers = { contentType: 'application/octet-stream' };
    expect(await store.send({ operation: 'HeadObject', key: 'a' })).toMatchObject({ headers });
    expect(await store.send({ operation: 'GetSymlink', key: 'l' })).toMatchObject({ headers });
  });

  test('raises events, each with a request id of its own', async () => {
    const events: BucketEvent[] = [];
    const store = createMemoryStore({ emit: (event) => events.push(event) });
    await store.send({ operation: 'PutObject', key: 'a', body: new Uint8Array(3) });
    await store.send({ operation: 'DeleteObject', key: 'a' });
    expect(events).toMatchObject([
      { name: 'ObjectCreated:PutObject', size: 3, requestId: expect.stringMatching(/^[0-9A-F]{24}$/) },
      { name: 'ObjectRemoved:DeleteObject', size: 3 },
    ]);
    expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(2);
  });

  test('goes on from a clone of another store’s table, and leaves that one alone', async () => {
    const table = createMemoryTable();
    const first = createMemoryStore({ table });
    await first.send({ operation: 'PutSymlink', key: 'a', target: 'one' });
    const second = createMemoryStore({ table: table.clone() });
    await second.send({ operation: 'PutSymlink', key: 'a', target: 'two' });
    expect(await first.send({ operation: 'GetSymlink', key: 'a' })).toMatchObject({ target: 'one' });
    expect((await second.send({ operation: 'ListObjectVersions' })).versions).toHaveLength(2);
  });

  test('refuses with what, where and why', async () => {
    const store = createMemoryStore();
    const error = await store.send({ operation: 'PutSymlink', key: '/a', target: 'b' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({
      code: 'store-refused',
      message:
        'PutSymlink of /a in bucket demo: the memory store answered 400 InvalidObjectName ' +
        '(The specified object is not valid: a name must not begin with / or \\.)',
      details: { operation: 'PutSymlink', bucket: 'demo', key: '/a', status: 400, storeCode: 'InvalidObjectName' },
      cause: { name: 'BucketFault' },
    });
  });

  test('a bucket that is gone is an error, not an absence', async () => {
    const store = createMemoryStore();
    store.engine.deleteBucket({ bucket: 'demo' });
    for (const operation of ['HeadObject', 'GetSymlink', 'GetObjectTagging', 'DeleteObject'] as const) {
      await expect(store.send({ operation, key: 'a' })).rejects.toMatchObject({
        details: { operation, storeCode: 'NoSuchBucket', status: 404, ec: '0015-00000101' },
      });
    }
  });

  test('rethrows an error that is not a BucketFault', async () => {
    const broken = new Error('the source broke');
    const open = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(1);
      throw broken;
    };
    const store = createMemoryStore();
    await expect(store.send({ operation: 'PutObject', key: 'a', body: { size: 2, open } })).rejects.toBe(broken);
    expect((await store.send({ operation: 'HeadObject', key: 'a' })).found).toBe('none');
  });
});
