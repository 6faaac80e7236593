import { describe, expect, test } from 'vitest';
import { pretendMarkers } from '../../../src/handlers/withdraw/pretend-markers.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { Store } from '../../../src/stores/store.ts';

const EMPTY = new Set<string>();

async function bucket(...keys: string[]) {
  const store = createMemoryStore();
  for (const key of keys) await store.send({ operation: 'PutObject', key, body: new Uint8Array() });
  return store;
}

/** The keys under a prefix, from pages of one size. */
async function listed(store: Store, prefix: string, maxKeys: number): Promise<readonly string[]> {
  const keys: string[] = [];
  let continuationToken: string | undefined;
  do {
    const token = continuationToken === undefined ? {} : { continuationToken };
    const page = await store.send({ operation: 'ListObjects', prefix, maxKeys, ...token });
    keys.push(...page.objects.map(({ key }) => key));
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
  return keys;
}

describe('a listing shows written markers and hides deleted ones', () => {
  test.each<[there: string[], written: string[], deleted: string[], shown: string[]]>([
    [['a/1/f', 'a/2/f'], ['a/1/.w'], [], ['a/1/.w', 'a/1/f', 'a/2/f']],
    [['a/1/f', 'a/2/f'], ['a/3/.w', 'a/2/.w'], [], ['a/1/f', 'a/2/.w', 'a/2/f', 'a/3/.w']],
    [['a/1/.w', 'a/1/f'], ['a/1/.w'], [], ['a/1/.w', 'a/1/f']],
    [['a/1/f', 'a/9/.w'], ['a/9/.w'], [], ['a/1/f', 'a/9/.w']],
    [['a/1/.w', 'a/1/f'], [], ['a/1/.w'], ['a/1/f']],
    [['a/1/f'], ['b/1/.w'], ['a/7/.w'], ['a/1/f']],
    [[], ['a/1/.w'], [], ['a/1/.w']],
  ])('%j with %j and without %j', async (there, written, deleted, shown) => {
    const store = await bucket(...there);
    for (const pageSize of [1, 2, 1000]) {
      const pretended = pretendMarkers(store, { written: new Set(written), deleted: new Set(deleted) }, 0);
      expect(await listed(pretended, 'a/', pageSize)).toEqual(shown);
    }
  });
});

test('HeadObject finds a written marker, and not a deleted one', async () => {
  const store = await bucket('there', 'deleted');
  const pretended = pretendMarkers(store, { written: new Set(['written']), deleted: new Set(['deleted']) }, 0);
  const found = async (key: string) => (await pretended.send({ operation: 'HeadObject', key })).found;
  expect([await found('written'), await found('deleted'), await found('there'), await found('x')]).toEqual([
    ...['object', 'none', 'object', 'none'],
  ]);
});

test('a listing is read once', async () => {
  const store = await bucket('a/1');
  const pretended = pretendMarkers(store, { written: EMPTY, deleted: EMPTY }, 0);
  expect(await listed(pretended, 'a/', 10)).toEqual(['a/1']);
  await store.send({ operation: 'PutObject', key: 'a/2', body: new Uint8Array() });
  expect(await listed(pretended, 'a/', 10)).toEqual(['a/1']);
  expect(await listed(pretended, 'a', 10)).toEqual(['a/1', 'a/2']);
});

test('it refuses to write', async () => {
  const pretended = pretendMarkers(await bucket(), { written: EMPTY, deleted: EMPTY }, 0);
  await expect(pretended.send({ operation: 'DeleteObject', key: 'a' })).rejects.toThrow('must not send DeleteObject');
});
