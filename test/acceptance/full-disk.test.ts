import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { MOST_TABLE_BYTES } from '../../src/local/storage/table-blobs.ts';
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

/** The body is a file, so a deletion frees space on the disk. */
function putKey(store: Store, key: string) {
  return store.send({ operation: 'PutObject', key, body: Buffer.from(key.padEnd(MOST_TABLE_BYTES + 1)) });
}

async function keysOf(store: Store): Promise<readonly string[]> {
  const { objects } = await store.send({ operation: 'ListObjects', prefix: 'releases/' });
  return objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key);
}

async function bodies(): Promise<number> {
  const entries = await readdir(join(rig.root, 'data', 'blobs'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

function refused(megabytes: number) {
  return {
    details: { storeCode: 'InsufficientStorage', status: 507 },
    message: expect.stringContaining(`The disk of the store has ${megabytes} MB left. Uploads need 64 MB free`),
  };
}

test('a full disk', async () => {
  const disk = { megabytes: 1000 };
  const troubles: string[] = [];
  const notices: string[] = [];
  const fields = {
    freeBytes: () => disk.megabytes * MEGABYTE,
    trouble: (error: unknown) => troubles.push(String(error)),
    notice: (text: string) => notices.push(text),
  };
  const first = await rig.start('data', fields);
  for (const version of ['1.0.0', '2.0.0', '3.0.0']) await putKey(first.store, release(version));
  await quiet(first.cloud);
  expect(await targetAt(first.store, ALIAS)).toBe(release('3.0.0'));

  // Too little space for uploads: aliases still move.
  disk.megabytes = 40;
  // Far from the limit, the free space is cached for 20 ms.
  await sleep(50);
  await expect(putKey(first.store, release('4.0.0'))).rejects.toMatchObject(refused(40));
  expect(troubles).toEqual([expect.stringContaining('DiskFull: The disk of the store has 40 MB left.')]);
  await first.store.send({ operation: 'DeleteObject', key: release('3.0.0') });
  await quiet(first.cloud);
  expect(await targetAt(first.store, ALIAS)).toBe(release('2.0.0'));
  expect(first.cloud.stats().queue.dead).toBe(0);

  // Too little space for links: deletions work, and free the space of the bodies.
  disk.megabytes = 5;
  const before = await bodies();
  const versions = await first.store.send({ operation: 'ListObjectVersions', prefix: release('3.0.0') });
  for (const { key, versionId } of versions.versions) {
    await first.store.send({ operation: 'DeleteObject', key, versionId });
  }
  await expect.poll(bodies).toBe(before - 1);

  // No space: reading works, also after a restart, which reports the full disk.
  disk.megabytes = 0;
  await expect(first.store.send({ operation: 'DeleteObject', key: release('1.0.0') })).rejects.toMatchObject(
    refused(0),
  );
  expect(await keysOf(first.store)).toEqual([release('1.0.0'), release('2.0.0')]);
  await rig.close();
  expect(notices).toEqual([]);
  const { cloud, store } = await rig.start('data', fields);
  expect(notices).toEqual([expect.stringContaining('The disk of the store has 0 MB left.')]);
  expect(await keysOf(store)).toEqual([release('1.0.0'), release('2.0.0')]);
  expect(await targetAt(store, ALIAS)).toBe(release('2.0.0'));
  await expect(putKey(store, release('4.0.0'))).rejects.toMatchObject(refused(0));

  // Space again: everything works without a restart.
  disk.megabytes = 1000;
  await putKey(store, release('4.0.0'));
  await quiet(cloud);
  expect(await targetAt(store, ALIAS)).toBe(release('4.0.0'));
  expect(await bodies()).toBe(before);
});
