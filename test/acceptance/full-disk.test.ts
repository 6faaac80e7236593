import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MOST_TABLE_BYTES } from '../../src/local/storage/blob-store.ts';
import type { Store } from '../../src/stores/store.ts';
import { type CloudRig, openCloudRig, quiet, targetAt } from '../local/cloud-rig.ts';

/**
 * Tests a running local cloud on a disk that fills up. Refusals state the reason, and operations that write no data
 * still work.
 */
let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

const MEGABYTE = 1024 * 1024;
const ALIAS = 'releases/app/latest/app.tgz';

function release(version: string): string {
  return `releases/app/${version}/app.tgz`;
}

function putKey(store: Store, key: string, size = 1024) {
  return store.send({ operation: 'PutObject', key, body: Buffer.from(key.padEnd(size)) });
}

async function keysOf(store: Store): Promise<readonly string[]> {
  const { objects } = await store.send({ operation: 'ListObjects', prefix: 'releases/' });
  return objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key);
}

async function filesIn(dataDir: string): Promise<number> {
  const entries = await readdir(join(rig.root, dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

function refused(megabytes: number) {
  return {
    details: { storeCode: 'InsufficientStorage', status: 507 },
    message: expect.stringContaining(`The disk of the store has ${megabytes} MB left. Uploads need 64 MB free`),
  };
}

test.each([
  { size: 1024, areFiles: false },
  { size: MOST_TABLE_BYTES + 1, areFiles: true },
])('a full disk, and uploads of $size bytes', async ({ size, areFiles }) => {
  const dataDir = `data-${size}`;
  const bodies = (): Promise<number> => filesIn(dataDir);
  const put = (to: Store, version: string) => putKey(to, release(version), size);
  const disk = { megabytes: 1000 };
  const troubles: string[] = [];
  const notices: string[] = [];
  const fields = {
    freeBytes: () => disk.megabytes * MEGABYTE,
    trouble: (error: unknown) => troubles.push(String(error)),
    notice: (text: string) => notices.push(text),
  };
  const first = await rig.start(dataDir, fields);
  for (const version of ['1.0.0', '2.0.0', '3.0.0']) await put(first.store, version);
  await quiet(first.cloud);
  expect(await targetAt(first.store, ALIAS)).toBe(release('3.0.0'));

  // Too little space for uploads: aliases still move.
  disk.megabytes = 40;
  // Far from the limit, the free space is cached for 20 ms.
  await sleep(50);
  await expect(put(first.store, '4.0.0')).rejects.toMatchObject(refused(40));
  expect(troubles).toEqual([expect.stringContaining('DiskFull: The disk of the store has 40 MB left.')]);
  await first.store.send({ operation: 'DeleteObject', key: release('3.0.0') });
  await quiet(first.cloud);
  expect(await targetAt(first.store, ALIAS)).toBe(release('2.0.0'));
  expect(first.cloud.stats().queue.dead).toBe(0);

  // Too little space for links: deletions work, and remove the files of the bodies.
  disk.megabytes = 5;
  const before = await bodies();
  const versions = await first.store.send({ operation: 'ListObjectVersions', prefix: release('3.0.0') });
  for (const { key, versionId } of versions.versions) {
    await first.store.send({ operation: 'DeleteObject', key, versionId });
  }
  await expect.poll(bodies).toBe(areFiles ? before - 1 : 0);

  // No space: reading works, also after a restart, which reports the full disk.
  disk.megabytes = 0;
  await expect(first.store.send({ operation: 'DeleteObject', key: release('1.0.0') })).rejects.toMatchObject(
    refused(0),
  );
  expect(await keysOf(first.store)).toEqual([release('1.0.0'), release('2.0.0')]);
  await rig.close();
  expect(notices).toEqual([]);
  const { cloud, store } = await rig.start(dataDir, fields);
  expect(notices).toEqual([expect.stringContaining('The disk of the store has 0 MB left.')]);
  expect(await keysOf(store)).toEqual([release('1.0.0'), release('2.0.0')]);
  expect(await targetAt(store, ALIAS)).toBe(release('2.0.0'));
  await expect(put(store, '4.0.0')).rejects.toMatchObject(refused(0));

  // Space again: everything works without a restart.
  disk.megabytes = 1000;
  await put(store, '4.0.0');
  await quiet(cloud);
  expect(await targetAt(store, ALIAS)).toBe(release('4.0.0'));
  expect(await bodies()).toBe(areFiles ? before : 0);
});

test('on a nearly full disk, deleting small objects makes small uploads and links work again', async () => {
  const disk = { megabytes: 1000 };
  const fields = { freeBytes: () => disk.megabytes * MEGABYTE, trouble: () => {}, notice: () => {} };
  const { store } = await rig.start('small', fields);
  // No function is called for these keys.
  const keys = Array.from({ length: 1000 }, (_, i) => `small/${i}`);
  for (let at = 0; at < keys.length; at += 100) {
    await Promise.all(keys.slice(at, at + 100).map((key) => putKey(store, key)));
  }
  const link = (key: string) => store.send({ operation: 'PutSymlink', key, target: 'small/new' });
  const refusals = async (): Promise<readonly unknown[]> => {
    const tries = [putKey(store, 'small/new'), putKey(store, 'large/new', MOST_TABLE_BYTES + 1), link('small/link')];
    const outcomes = await Promise.allSettled(tries);
    return outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.details.storeCode : 'done'));
  };
  const full = 'InsufficientStorage';

  disk.megabytes = 30;
  await sleep(50);
  expect(await refusals()).toEqual([full, full, full]);
  const { versions } = await store.send({ operation: 'ListObjectVersions', prefix: 'small/', maxKeys: 1000 });
  const { results } = await store.send({ operation: 'DeleteObjects', objects: versions });
  expect(results).toHaveLength(1000);
  // More than 2 MB of the table can be reused now, and less than 34.
  expect(await refusals()).toEqual([full, full, 'done']);
  await expect(putKey(store, 'small/new')).rejects.toThrow(/has 30 MB left, and its table can reuse [2-9] MB/);

  // A large body still needs the disk itself.
  disk.megabytes = 62;
  expect(await refusals()).toEqual(['done', full, 'done']);
});
