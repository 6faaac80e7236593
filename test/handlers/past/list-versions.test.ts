import { describe, expect, test } from 'vitest';
import { listVersions } from '../../../src/handlers/past/list-versions.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { Store } from '../../../src/stores/store.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ResponseTo, VersionsPage } from '../../../src/stores/store-response.ts';

test('every version and marker under the prefix, in pages', async () => {
  const store = createMemoryStore();
  const put = (key: string) => store.send({ operation: 'PutObject', key, body: new Uint8Array(1) });
  for (let i = 0; i < 1200; i++) await put('a/1');
  await store.send({ operation: 'DeleteObject', key: 'a/1' });
  for (const key of ['a/2', 'a/3', 'b']) await put(key);
  let requests = 0;
  const counts: Record<string, number> = {};
  for await (const { key } of listVersions(store, 'a/', () => requests++)) counts[key] = (counts[key] ?? 0) + 1;
  expect(counts).toEqual({ 'a/1': 1201, 'a/2': 1, 'a/3': 1 });
  expect(requests).toBe(2);
});

describe('a store whose listing does not advance', () => {
  const page = { versions: [], prefixes: [] };
  test.each([
    ['the same key and version', { nextKeyMarker: 'a', nextVersionIdMarker: 'v' }],
    ['the same key without a version', { nextKeyMarker: 'a' }],
  ])('%s', async (_, next) => {
    const store: Store = {
      bucket: 'demo',
      capabilities: OSS_CAPABILITIES,
      close: async () => {},
      send: async <R extends StoreRequest>() => ({ ...page, ...next }) as VersionsPage as ResponseTo<R>,
    };
    await expect(async () => {
      for await (const _ of listVersions(store, 'a')) expect.unreachable();
    }).rejects.toThrow('the versions under "a" do not end');
  });
});
