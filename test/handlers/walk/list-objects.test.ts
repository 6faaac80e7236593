import { describe, expect, test } from 'vitest';
import {
  countObjects,
  listAllObjects,
  listForReaders,
  listObjects,
  type Scope,
} from '../../../src/handlers/walk/list-objects.ts';
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

/** A store whose pages, of two objects each, are answered when the test says so. */
function heldStore(pages: number) {
  const asked: (() => void)[] = [];
  const object = (key: string): ListedObject => ({ key, etag: 'E', size: 1, lastModified: 0, type: 'Normal' });
  const store: Store = {
    bucket: 'demo',
    capabilities: OSS_CAPABILITIES,
    close: async () => {},
    send: <R extends StoreRequest>() => {
      const page = asked.length;
      const answer: ObjectsPage = {
        objects: [object(`${page}a`), object(`${page}b`)],
        prefixes: [],
        ...(page + 1 < pages ? { nextToken: `t${page + 1}` } : {}),
      };
      return new Promise<ResponseTo<R>>((resolve, reject) => {
        asked.push(() => (page === FAILING ? reject(new Error('broken')) : resolve(answer as ResponseTo<R>)));
      });
    },
  };
  return { store, asked };
}

const FAILING = 3;

describe('listAllObjects', () => {
  test.each([0, 1, 1000, 1001, 2500])('lists %i objects as listObjects does, with as many requests', async (count) => {
    const world = await filled(count);
    const read = async (list: typeof listObjects) => {
      const keys: string[] = [];
      const before = world.sent.length;
      for await (const { key } of list(world.context.store, 'p/')) keys.push(key);
      return { keys, requests: world.sent.slice(before) };
    };
    expect(await read(listAllObjects)).toEqual(await read(listObjects));
  });

  test('requests the next page before the objects of the current one are read, and no further page', async () => {
    const { store, asked } = heldStore(3);
    const listing = listAllObjects(store, '');
    const first = listing.next();
    asked[0]?.();
    expect((await first).value).toMatchObject({ key: '0a' });
    expect(asked).toHaveLength(2);
    asked[1]?.();
    expect((await listing.next()).value).toMatchObject({ key: '0b' });
    expect(asked).toHaveLength(2);
    expect((await listing.next()).value).toMatchObject({ key: '1a' });
    expect(asked).toHaveLength(3);
    await listing.return(undefined);
  });

  test('throws for a page that fails after the objects of the pages before it', async () => {
    const { store, asked } = heldStore(9);
    const keys: string[] = [];
    const listing = (async () => {
      for await (const { key } of listAllObjects(store, '')) {
        keys.push(key);
        for (const answer of asked) answer();
      }
    })();
    asked[0]?.();
    await expect(listing).rejects.toThrow('broken');
    expect(keys).toEqual(['0a', '0b', '1a', '1b', '2a', '2b']);
  });

  // An unhandled rejection fails the run of the tests.
  test('ignores the failure of a page that is not read', async () => {
    const { store, asked } = heldStore(9);
    const listing = listAllObjects(store, '');
    const seen = (async () => {
      for await (const { key } of listing) {
        for (const answer of asked) answer();
        if (key === '2a') break;
      }
    })();
    asked[0]?.();
    await seen;
    expect(asked).toHaveLength(4);
    await new Promise((resolve) => setImmediate(resolve));
  });

  test('reports each page before its objects, and each request', async () => {
    const world = await filled(1500);
    const seen: string[] = [];
    const note = { request: () => void seen.push('request'), page: () => void seen.push('page') };
    for await (const { key } of listAllObjects(world.context.store, 'p/', undefined, note.request, note.page)) {
      if (key.endsWith('000')) seen.push(key);
    }
    expect(seen.filter((one) => !one.startsWith('p/'))).toEqual(['request', 'page', 'request', 'page']);
    expect(seen.indexOf('p/00000')).toBeGreaterThan(seen.indexOf('page'));
    expect(seen.indexOf('p/01000')).toBeGreaterThan(seen.lastIndexOf('page'));
  });
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
