import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOssStore, type Store, StoreError } from '../../src/entries/store.ts';
import { type EmbeddedOss, startOss } from '../../src/entries/testing.ts';

let oss: EmbeddedOss;
beforeAll(async () => {
  oss = await startOss();
});
afterAll(() => oss.close());

async function withStore<T>(
  options: Partial<Parameters<typeof createOssStore>[0]>,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const { endpoint, region, credentials } = oss;
  const store = createOssStore({ endpoint, region, credentials, bucket: 'demo', ...options });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

describe('createOssStore', () => {
  test('writes and reads objects and links', async () => {
    await withStore({}, async (store) => {
      await store.send({ operation: 'PutObject', key: 'a/1.txt', body: Buffer.from('one') });
      expect(await store.send({ operation: 'PutSymlink', key: 'a/latest', target: 'a/1.txt' })).toMatchObject({
        written: true,
      });
      expect(await store.send({ operation: 'GetSymlink', key: 'a/latest' })).toMatchObject({
        found: 'symlink',
        target: 'a/1.txt',
      });
      expect(await store.send({ operation: 'HeadObject', key: 'absent' })).toMatchObject({ found: 'none' });
    });
  });

  test('asks a function for credentials before each attempt', async () => {
    const asked: number[] = [];
    const credentials = async () => {
      asked.push(asked.length);
      return oss.credentials;
    };
    await withStore({ credentials }, async (store) => {
      await store.send({ operation: 'GetBucketVersioning' });
      await store.send({ operation: 'GetBucketVersioning' });
    });
    expect(asked).toEqual([0, 1]);
  });

  test('throws a StoreError for credentials that are refused', async () => {
    const credentials = { accessKeyId: 'autoalias', accessKeySecret: 'wrong' };
    const head = withStore({ credentials }, (store) => store.send({ operation: 'HeadObject', key: 'a' }));
    await expect(head).rejects.toBeInstanceOf(StoreError);
    await expect(head).rejects.toMatchObject({ code: 'store-refused', details: { status: 403 } });
  });

  test.each([
    [{ bucket: 'No_Bucket' }, 'is not valid'],
    [{ region: 'oss-cn-hangzhou' }, 'write cn-hangzhou'],
    [{ endpoint: 'ftp://example.com' }, 'only http and https'],
  ])('refuses %j', async (options, why) => {
    await expect(withStore(options, async () => {})).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(why),
    });
  });
});
