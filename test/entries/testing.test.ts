import { describe, expect, test } from 'vitest';
import { StoreError } from '../../src/entries/store.ts';
import { createMemoryStore, startBos, startOss } from '../../src/entries/testing.ts';

describe('createMemoryStore', () => {
  test.each([
    [{}, 'demo', 'Enabled'],
    [{ bucket: 'releases', versioning: 'Never' }, 'releases', 'Never'],
    [{ versioning: 'Suspended' }, 'demo', 'Suspended'],
  ] as const)('with %j is the bucket %s with versioning %s', async (options, bucket, status) => {
    const store = createMemoryStore(options);
    expect(store.bucket).toBe(bucket);
    expect(await store.send({ operation: 'GetBucketVersioning' })).toEqual({ status });
  });

  test('takes its clock from `now`', async () => {
    const store = createMemoryStore({ now: () => Date.UTC(2026, 0, 2) });
    await store.send({ operation: 'PutObject', key: 'a', body: Buffer.from('a') });
    expect(await store.send({ operation: 'HeadObject', key: 'a' })).toMatchObject({
      found: 'object',
      lastModified: Date.UTC(2026, 0, 2),
    });
  });

  test('refuses what OSS refuses', async () => {
    const store = createMemoryStore();
    const write = store.send({ operation: 'PutSymlink', key: '/a', target: 'b' });
    await expect(write).rejects.toBeInstanceOf(StoreError);
  });
});

test('startOss answers requests', async () => {
  const oss = await startOss();
  const { status } = await fetch(`${oss.endpoint}/demo/absent`);
  await oss.close();
  expect(status).toBe(403);
});

test('startBos answers requests', async () => {
  const bos = await startBos();
  const answer = await fetch(`${bos.endpoint}/v1/demo/absent`);
  await bos.close();
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'AccessDenied' }]);
});
