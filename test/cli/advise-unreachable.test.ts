import { describe, expect, test } from 'vitest';
import { adviseUnreachable } from '../../src/cli/advise-unreachable.ts';
import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';
import type { Store } from '../../src/stores/store.ts';
import { StoreError } from '../../src/stores/store-error.ts';

function failing(error: unknown): Store {
  return {
    bucket: 'demo',
    send: () => Promise.reject(error),
    close: async () => {},
  };
}

const details = { operation: 'ListObjects', bucket: 'demo', attempts: 3 };
const list = { operation: 'ListObjects' } as const;

describe('a store with advice', () => {
  test('answers as it would without', async () => {
    const store = adviseUnreachable(createMemoryStore(), 'look');
    expect(store.bucket).toBe('demo');
    expect(await store.send(list)).toEqual({ objects: [], prefixes: [] });
  });

  test('gives it where there was no answer', async () => {
    const cause = new StoreError('no answer', details);
    await expect(adviseUnreachable(failing(cause), 'look there').send(list)).rejects.toThrow(
      expect.objectContaining({
        name: 'StoreError',
        code: 'store-unreachable',
        message: 'no answer; look there',
        details,
        cause,
      }),
    );
  });

  test.each([new StoreError('refused', { ...details, status: 403 }), new TypeError('a bug')])(
    'gives none for another failure: %s',
    async (error) => {
      await expect(adviseUnreachable(failing(error), 'look').send(list)).rejects.toBe(error);
    },
  );

  test('closes what it stands before', async () => {
    let closed = 0;
    const store = adviseUnreachable({ ...failing(undefined), close: async () => void closed++ }, 'look');
    await store.close();
    expect(closed).toBe(1);
  });
});
