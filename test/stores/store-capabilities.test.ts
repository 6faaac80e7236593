import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../src/stores/store-capabilities.ts';

const link = { operation: 'PutSymlink', key: 'latest', target: '1.0.0', tags: { by: 'test' } } as const;

describe('a store with the capabilities of OSS', () => {
  const store = createMemoryStore();

  test('has them', () => {
    expect(store.capabilities).toBe(OSS_CAPABILITIES);
  });

  test('shows links in listings, keeps their versions, and tags them', async () => {
    const first = await store.send(link);
    const second = await store.send(link);
    const { objects } = await store.send({ operation: 'ListObjects' });
    expect(objects.map(({ type }) => type)).toEqual(['Symlink']);
    const { versions } = await store.send({ operation: 'ListObjectVersions' });
    expect(versions.map(({ versionId }) => versionId)).toEqual(
      [second, first].map((put) => put.written && put.versionId),
    );
    expect(await store.send({ operation: 'GetObjectTagging', key: 'latest' })).toMatchObject({ tags: { by: 'test' } });
  });

  test('creates a link only once where versioning was never enabled, and nowhere else', async () => {
    const once = { ...link, forbidOverwrite: true } as const;
    const unversioned = createMemoryStore({ versioning: 'Never' });
    expect(await unversioned.send(once)).toMatchObject({ written: true });
    expect(await unversioned.send(once)).toEqual({ written: false });
    expect(await store.send(once)).toMatchObject({ written: true });
  });
});

describe('a store with the capabilities of BOS', () => {
  const store = createMemoryStore({ capabilities: BOS_CAPABILITIES });
  const { tags: _, ...untagged } = link;

  test('has them', () => {
    expect(store.capabilities).toBe(BOS_CAPABILITIES);
  });

  test('shows no types in listings, and no versions of links', async () => {
    const put = await store.send(untagged);
    expect(put).toMatchObject({ written: true });
    expect(put).not.toHaveProperty('versionId');
    const { objects } = await store.send({ operation: 'ListObjects' });
    expect(objects).toMatchObject([{ key: 'latest' }]);
    expect(objects[0]).not.toHaveProperty('type');
    const { versions } = await store.send({ operation: 'ListObjectVersions' });
    expect(versions.map((version) => 'type' in version)).toEqual([false]);
    expect(await store.send({ operation: 'GetSymlink', key: 'latest' })).not.toHaveProperty('versionId');
    expect(await store.send({ operation: 'HeadObject', key: 'latest' })).toEqual({ found: 'symlink' });
  });

  test('refuses tags at a link', async () => {
    await expect(store.send(link)).rejects.toThrow('cannot set tags');
  });
});
