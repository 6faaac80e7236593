import { describe, expect, test } from 'vitest';
import { answerLookUps, answerLookUpsIn, isLookUp, type LookUp } from '../../../src/handlers/walk/look-ups.ts';
import { createMemoryStore, type MemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { ListObjectVersions } from '../../../src/stores/store-request.ts';

test.each<[Omit<ListObjectVersions, 'operation'>, boolean]>([
  [{ prefix: 'a', maxKeys: 1 }, true],
  [{ prefix: 'a', maxKeys: 3 }, true],
  [{ prefix: 'a', maxKeys: 4 }, false],
  [{ prefix: 'a' }, false],
  [{ maxKeys: 1 }, false],
  [{ prefix: 'a', maxKeys: 1, keyMarker: 'a' }, false],
  [{ prefix: 'a', maxKeys: 1, delimiter: '/' }, false],
])('%j is a look-up: %s', (request, expected) => {
  expect(isLookUp({ operation: 'ListObjectVersions', ...request })).toBe(expected);
});

function lookUp(prefix: string, maxKeys: number): LookUp {
  return { operation: 'ListObjectVersions', prefix, maxKeys };
}

function fill(store: MemoryStore, keys: Iterable<string>): void {
  const blob = { id: 'b', size: 1, etag: 'E'.repeat(32), crc64: '0' };
  for (const key of keys) store.answer({ operation: 'PutObject', key, blob });
}

/** Answers look-ups, and counts the requests and the versions that the store sends. */
async function answered(store: MemoryStore, lookUps: readonly LookUp[]) {
  const cost = { requests: 0, versions: 0 };
  const answers = await answerLookUps(lookUps, async (request) => {
    const page = await store.send(request);
    cost.requests++;
    cost.versions += page.versions.length;
    return page;
  });
  return { answers, cost };
}

function releases(app: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `releases/app-${app}/1.${i}.0/f`);
}

/** The look-ups after the creation of an alias: the alias, its target and the marker of the target. */
function lookUpsOf(app: number, version = '1.9.0'): readonly LookUp[] {
  const folder = `releases/app-${app}/`;
  return [
    lookUp(`${folder}latest/f`, 3),
    lookUp(`${folder}${version}/f`, 1),
    lookUp(`${folder}${version}/.withdrawn`, 1),
  ];
}

describe('answerLookUps', () => {
  test.each([
    ['16 aliases of 100 objects', 100, 16, '1.10.0', 2],
    ['16 aliases of 300 objects', 300, 16, '1.10.0', 5],
    ['keys of an alias that are close together, in 4 groups of 1,500 objects', 1500, 4, '1.9.0', 4],
    ['keys that are far apart: a page answers too few, so the others are sent alone', 1500, 4, '1.10.0', 11],
    ['one alias', 100, 1, '1.10.0', 1],
  ])('%s', async (_, objects, apps, version, requests) => {
    const store = createMemoryStore();
    const numbers = Array.from({ length: apps }, (_, i) => 100 + i);
    for (const app of numbers) fill(store, releases(app, objects));
    const { answers, cost } = await answered(
      store,
      numbers.flatMap((app) => lookUpsOf(app, version)),
    );
    expect(answers.size).toBe(3 * apps);
    expect(cost.requests).toBe(requests);
    expect(answers.get(`releases/app-100/${version}/f`)?.versions).toHaveLength(1);
    expect(answers.get(`releases/app-100/${version}/.withdrawn`)?.versions).toEqual([]);
  });

  test('two look-ups are sent alone', async () => {
    const store = createMemoryStore();
    fill(store, releases(1, 100));
    const { cost } = await answered(store, lookUpsOf(1).slice(1));
    expect(cost).toEqual({ requests: 2, versions: 1 });
  });

  test('answers as the store does, for random keys and versions', async () => {
    const random = createRandom(7);
    for (let round = 0; round < 12; round++) {
      const store = createMemoryStore();
      const key = (): string => Array.from({ length: 1 + random(4) }, () => PARTS[random(PARTS.length)]).join('');
      fill(store, Array.from({ length: 1 + random(1500) }, key));
      for (let i = random(20); i > 0; i--) store.answer({ operation: 'DeleteObject', key: key() });
      const lookUps = Array.from({ length: 1 + random(30) }, () => lookUp(key(), 1 + random(3)));
      const { answers } = await answered(store, lookUps);
      for (const one of lookUps) {
        const most = Math.max(...lookUps.filter(({ prefix }) => prefix === one.prefix).map(({ maxKeys }) => maxKeys));
        const { versions } = await store.send({ ...one, maxKeys: most });
        expect(answers.get(one.prefix)?.versions).toEqual(versions);
      }
    }
  });

  test('no page has keys of two listed prefixes', async () => {
    const store = createMemoryStore();
    fill(store, ['a/1', 'a/2', 'a/3', 'b/1', 'b/2', 'b/3', 'c']);
    const sent: (string | undefined)[] = [];
    const lookUps = ['a/1', 'b/1', 'a/2', 'b/2', 'a/3', 'b/3', 'c'].map((key) => lookUp(key, 1));
    const answers = await answerLookUpsIn(['a/', 'b/'], lookUps, (request) => {
      sent.push(request.prefix);
      return store.send(request);
    });
    expect([...answers].map(([, { versions }]) => versions[0]?.key).sort()).toEqual([
      ...['a/1', 'a/2', 'a/3', 'b/1', 'b/2', 'b/3', 'c'],
    ]);
    expect(sent.sort()).toEqual(['a/', 'b/', 'c']);
  });

  test('rejects if a request fails', async () => {
    const failing = answerLookUps(lookUpsOf(1), () => Promise.reject(new TypeError('no answer')));
    await expect(failing).rejects.toThrow('no answer');
  });
});

const PARTS = ['a', 'b/', 'a/x', '.', '~', '!', 'é', '\u{1f600}', '\uffee', '0'];

/** Whole numbers below a limit, the same in each run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
}
