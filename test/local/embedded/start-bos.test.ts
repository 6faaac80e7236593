import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type BosChange,
  type BosRequestLog,
  type EmbeddedBos,
  type StartBosOptions,
  startBos,
} from '../../../src/local/embedded/start-bos.ts';
import { startOss } from '../../../src/local/embedded/start-oss.ts';
import { createBosStore } from '../../../src/stores/bos/client/bos-client.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../../src/stores/store.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function start(options?: StartBosOptions): Promise<EmbeddedBos> {
  const bos = await startBos(options);
  undo.push(bos.close);
  return bos;
}

function storeOf({ credentials, ...bos }: EmbeddedBos, bucket = 'demo'): Store {
  const store = createBosStore({ ...bos, bucket, credentials: () => credentials });
  undo.push(store.close);
  return store;
}

function put(store: Store, key: string) {
  return store.send({ operation: 'PutObject', key, body: Buffer.from(key) });
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'autoalias-embedded-'));
  undo.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe.each([
  ['in memory', () => ({})],
  ['in a directory', () => ({ dataDir: folder() })],
])('startBos %s', (_, place) => {
  test('serves the client: uploads, links, deletions', async () => {
    const bos = await start(place());
    expect(bos).toMatchObject({ region: 'bj', buckets: ['demo'] });
    const store = storeOf(bos);
    await put(store, 'a/2');
    await store.send({ operation: 'PutSymlink', key: 'a/latest', target: 'a/2' });
    expect(await store.send({ operation: 'GetSymlink', key: 'a/latest' })).toMatchObject({ target: 'a/2' });
    expect(await store.send({ operation: 'GetBucketVersioning' })).toEqual({ status: 'Enabled' });
  });

  test('empties its buckets with clear, without a word to onChange', async () => {
    const changes: BosChange[] = [];
    const bos = await start({ ...place(), onChange: (change) => changes.push(change) });
    const store = storeOf(bos);
    await put(store, 'a');
    await bos.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await store.send({ operation: 'ListObjects' })).objects).toEqual([]);
    expect(changes).toHaveLength(1);
  });
});

test('reports requests, and the changes that raise an event of BOS', async () => {
  const requests: BosRequestLog[] = [];
  const changes: BosChange[] = [];
  const events: object[] = [];
  const bos = await start({
    onEvent: (event) => events.push(event),
    onRequest: (request) => requests.push(request),
    onChange: (change) => changes.push(change),
  });
  const store = storeOf(bos);
  await put(store, 'a');
  await store.send({ operation: 'PutSymlink', key: 'latest', target: 'a' });
  await store.send({ operation: 'DeleteObject', key: 'a' });
  expect(requests.map(({ operation, key, status }) => `${operation} ${key} ${status}`)).toEqual([
    'PutObject a 200',
    'PutSymlink latest 200',
    'DeleteObject a 204',
  ]);
  expect(changes).toEqual([
    { bucket: 'demo', key: 'a', event: 'PutObject' },
    { bucket: 'demo', key: 'a', event: 'DeleteObject' },
  ]);
  expect(events).toMatchObject([
    { events: [{ eventType: 'PutObject', content: { domain: 'bj.bcebos.com', bucket: 'demo', object: 'a' } }] },
    { events: [{ eventType: 'DeleteObject', content: { object: 'a' } }] },
  ]);
});

test('shares a directory with startOss, one after the other, and each keeps its objects', async () => {
  const dataDir = folder();
  const bos = await startBos({ dataDir });
  await put(storeOf(bos), 'of-bos');
  await bos.close();
  const oss = await startOss({ dataDir });
  const { credentials, ...place } = oss;
  const ossStore = createOssStore({ ...place, bucket: 'demo', credentials: () => credentials });
  expect((await ossStore.send({ operation: 'ListObjects' })).objects).toEqual([]);
  await ossStore.close();
  await oss.close();
  const again = storeOf(await start({ dataDir }));
  expect(await again.send({ operation: 'GetObject', key: 'of-bos', maxBytes: 10 })).toMatchObject({ text: 'of-bos' });
});

test('refuses a bucket name that no bucket can have', async () => {
  await expect(startBos({ buckets: ['No'] })).rejects.toThrow('startBos: "No" is not a valid bucket name');
});
