import { describe, expect } from 'vitest';
import type { ListObjects } from '../../src/stores/store-request.ts';
import type { Suite, VersioningStatus } from './store-suite.ts';
import { type Bench, casesOn } from './with-store.ts';

/** Sorts keys in byte order, without the product's code. */
function inByteOrder(keys: readonly string[]): string[] {
  return [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

const TREE = ['a', 'a/b', 'a/b/c', 'a/b/d', 'a0', 'b/1', 'b/2', 'b/x/1', 'c'];

async function listAll(
  send: Bench['send'],
  options: Omit<ListObjects, 'operation'>,
): Promise<{ keys: string[]; prefixes: string[]; pages: number }> {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let token: string | undefined;
  for (let pages = 1; ; pages++) {
    const page = await send({
      operation: 'ListObjects',
      ...options,
      ...(token !== undefined && { continuationToken: token }),
    });
    keys.push(...page.objects.map(({ key }) => key));
    prefixes.push(...page.prefixes);
    token = page.nextToken;
    if (token === undefined) return { keys, prefixes, pages };
    if (pages > 200) throw new Error('the listing does not end');
  }
}

export function describeListings(versioning: VersioningStatus, { open, capabilities, traits }: Suite): void {
  describe('ListObjects', () => {
    const on = casesOn(versioning, open);

    on('is empty in a new bucket', async ({ send }) => {
      expect(await send({ operation: 'ListObjects' })).toEqual({ objects: [], prefixes: [], date: expect.any(Number) });
    });

    on('distinguishes objects and links if the store can', async ({ send, put, link }) => {
      await put('object', '12345');
      await link('link', 'object');
      const head = await send({ operation: 'HeadObject', key: 'object' });
      const { objects } = await send({ operation: 'ListObjects' });
      expect(objects).toMatchObject([
        { key: 'link', ...(capabilities.listsLinks && { type: 'Symlink' }) },
        { key: 'object', ...(capabilities.listsLinks && { type: 'Normal' }), size: 5, storageClass: 'Standard' },
      ]);
      if (!capabilities.listsLinks) for (const object of objects) expect(object).not.toHaveProperty('type');
      if (head.found !== 'object') throw new Error('no object');
      expect(objects[1]).toMatchObject({ etag: head.etag, lastModified: head.lastModified });
    });

    on('is in byte order, regardless of the order of writes', async ({ send, put }) => {
      for (const key of traits.keys.odd) await put(key);
      const { objects } = await send({ operation: 'ListObjects', maxKeys: 1000 });
      expect(objects.map(({ key }) => key)).toEqual(inByteOrder(traits.keys.odd));
    });

    on('pages odd keys one by one without losing any', async ({ send, put }) => {
      for (const key of traits.keys.odd) await put(key);
      const { keys, pages } = await listAll(send, { maxKeys: 1 });
      expect(keys).toEqual(inByteOrder(traits.keys.odd));
      expect(pages).toBe(traits.keys.odd.length);
    });

    on('starts after a key, whether or not the key exists', async ({ send, put }) => {
      for (const key of TREE) await put(key);
      const startingAfter = async (startAfter: string) => (await listAll(send, { startAfter })).keys;
      expect(await startingAfter('a/b/d')).toEqual(TREE.slice(4));
      expect(await startingAfter('a/b/cc')).toEqual(TREE.slice(3));
      expect(await startingAfter('zzz')).toEqual([]);
    });

    const cases: readonly [options: Omit<ListObjects, 'operation'>, keys: string[], prefixes: string[]][] = [
      [{}, TREE, []],
      [{ prefix: 'a' }, ['a', 'a/b', 'a/b/c', 'a/b/d', 'a0'], []],
      [{ prefix: 'a/' }, ['a/b', 'a/b/c', 'a/b/d'], []],
      [{ prefix: 'zz' }, [], []],
      [{ delimiter: '/' }, ['a', 'a0', 'c'], ['a/', 'b/']],
      [{ delimiter: '/', prefix: 'a/' }, ['a/b'], ['a/b/']],
      [{ delimiter: '/', prefix: 'b/' }, ['b/1', 'b/2'], ['b/x/']],
      [{ delimiter: '/', prefix: 'b' }, [], ['b/']],
      [{ delimiter: '/', startAfter: 'a/' }, ['a0', 'c'], ['b/']],
    ];
    const longDelimiter: (typeof cases)[number] = [{ delimiter: 'b/' }, ['a', 'a/b', 'a0', 'c'], ['a/b/', 'b/']];
    for (const [options, keys, prefixes] of traits.hasStrictListings ? [...cases, longDelimiter] : cases) {
      on(`lists keys and prefixes for ${JSON.stringify(options)}, on pages of any size`, async ({ send, put }) => {
        for (const key of [...TREE].reverse()) await put(key);
        for (const maxKeys of [1, 2, 3, 1000]) {
          expect(await listAll(send, { ...options, maxKeys })).toMatchObject({ keys, prefixes });
        }
      });
    }

    on('omits deleted keys', async ({ send, put, link, remove }) => {
      await put('a');
      await link('b', 'a');
      await put('c');
      await remove('a');
      await remove('b');
      expect((await listAll(send, {})).keys).toEqual(['c']);
    });

    on('refuses page sizes beyond its limits', async ({ refusal }) => {
      for (const maxKeys of traits.hasStrictListings ? [0, -1, 1001] : [0, -1]) {
        const { details } = await refusal({ operation: 'ListObjects', maxKeys });
        expect(details).toMatchObject({
          status: 400,
          storeCode: traits.codeOf('InvalidArgument'),
          operation: 'ListObjects',
        });
      }
    });

    on('refuses an invalid continuation token if tokens are not keys', async ({ refusal, send }) => {
      if (!traits.hasStrictListings) {
        expect((await send({ operation: 'ListObjects', continuationToken: 'not a token' })).objects).toEqual([]);
        return;
      }
      const { details } = await refusal({ operation: 'ListObjects', continuationToken: 'not a token' });
      expect(details).toMatchObject({ status: 400, storeCode: traits.codeOf('InvalidArgument') });
    });

    on('returns 100 keys per page by default', async ({ send, put }) => {
      const keys = Array.from({ length: 101 }, (_, i) => `k/${String(i).padStart(3, '0')}`);
      await Promise.all(keys.map((key) => put(key, 'x')));
      const page = await send({ operation: 'ListObjects' });
      expect(page.objects).toHaveLength(100);
      expect(page.nextToken).toEqual(expect.any(String));
      expect((await listAll(send, {})).keys).toEqual(keys);
    });
  });
}
