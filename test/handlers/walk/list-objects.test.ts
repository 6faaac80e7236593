import { describe, expect, test } from 'vitest';
import { countObjects, listForReaders, listObjects, type Scope } from '../../../src/handlers/walk/list-objects.ts';
import { createWalkProgress, walkAliases } from '../../../src/handlers/walk/walk-aliases.ts';
import type { Store } from '../../../src/stores/store.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ListedObject, ObjectsPage, ResponseTo } from '../../../src/stores/store-response.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

async function filled(count: number) {
  const world = handlerWorld();
  await world.put(...Array.from({ length: count }, (_, i) => `p/${String(i).padStart(5, '0')}`), 'q');
  return world;
}

test.each([
  [0, 1],
  [1000, 1],
  [1001, 2],
  [2500, 3],
])('lists %i objects in key order, with %i requests', async (count, pages) => {
  const world = await filled(count);
  const keys: string[] = [];
  for await (const { key } of listObjects(world.context.store, 'p/')) keys.push(key);
  expect(keys).toEqual(Array.from({ length: count }, (_, i) => `p/${String(i).padStart(5, '0')}`));
  expect(world.sent).toEqual(Array(pages).fill('ListObjects'));
});

test.each([
  ['in the first page', 'p/00499', 1500, 2],
  ['in the second', 'p/01499', 500, 1],
  ['between two keys', 'p/00999!', 1000, 1],
  ['behind all', 'p/1', 0, 1],
  ['before all', 'p', 2000, 2],
])('lists only the keys after another: %s', async (_, startAfter, count, pages) => {
  const world = await filled(2000);
  const keys: string[] = [];
  for await (const { key } of listObjects(world.context.store, 'p/', startAfter)) keys.push(key);
  expect(keys).toEqual(Array.from({ length: count }, (_, i) => `p/${String(2000 - count + i).padStart(5, '0')}`));
  expect(world.sent).toEqual(Array(pages).fill('ListObjects'));
});

test('requests the next page only when the current one is used up', async () => {
  const world = await filled(1001);
  let seen = 0;
  for await (const _ of listObjects(world.context.store, 'p/')) if (++seen === 1000) break;
  expect(world.sent).toEqual(['ListObjects']);
});

test('continues after an empty page that is not the last', async () => {
  const last = { key: 'k', etag: 'E', size: 1, lastModified: 0, type: 'Normal' };
  const pages: ObjectsPage[] = [
    { objects: [], prefixes: [], nextToken: 'a' },
    { objects: [last], prefixes: [] },
  ];
  const store: Store = {
    bucket: 'demo',
    capabilities: OSS_CAPABILITIES,
    close: async () => {},
    send: async <R extends StoreRequest>() => pages.shift() as ResponseTo<R>,
  };
  const found: ListedObject[] = [];
  for await (const object of listObjects(store, '')) found.push(object);
  expect(found).toEqual([last]);
});

describe('countObjects', () => {
  test.each<[string, Scope, number]>([
    ['everything that is listed', {}, 5],
    ['the whole bucket', { prefix: '' }, 6],
    ['a prefix', { prefix: 'releases/b' }, 2],
    ['after a key', { startAfter: 'releases/a/2' }, 2],
    ['after everything', { startAfter: 'z' }, 0],
    ['being aborted', { signal: AbortSignal.abort() }, 0],
  ])('counts as many objects as a walk lists: %s', async (_, scope, expected) => {
    const world = handlerWorld({ rules: RULES.replace('releases/{app}/latest', 'latest/{app}') });
    await world.put('latest/a/f', 'other', ...['a/1', 'a/2', 'b/1', 'b/2'].map((name) => `releases/${name}`));
    const walked = createWalkProgress();
    for await (const _one of walkAliases(world.context, scope, walked));
    expect([await countObjects(world.context, scope), walked.objects]).toEqual([expected, expected]);
  });
});

test('listForReaders lists each prefix once and shows each reader the objects of its prefix', async () => {
  const world = handlerWorld();
  await world.put('a/1', 'a/2', 'b/1', 'c');
  const readers = ['a/', 'b/', 'a/', ''].map((prefix) => {
    const keys: string[] = [];
    return { prefix, keys, show: ({ key }: { readonly key: string }) => void keys.push(key) };
  });
  await listForReaders(world.context.store, readers);
  expect(readers.map(({ keys }) => keys)).toEqual([
    ['a/1', 'a/2'],
    ['b/1'],
    ['a/1', 'a/2'],
    ['a/1', 'a/2', 'b/1', 'c'],
  ]);
  expect(world.sent).toEqual(['ListObjects', 'ListObjects', 'ListObjects']);
});
