import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDir } from '../data/lock-data-dir.ts';
import { openBlobFiles } from '../storage/blob-files.ts';
import { createDiskRoom } from '../storage/disk-room.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { openLmdbTable } from '../storage/lmdb-table.ts';
import type { EmbeddedStorage } from './embedded-storage.ts';

/** Opens storage in a directory. Only one process at a time can use it. */
export async function openFolderStorage(dataDir: string): Promise<EmbeddedStorage> {
  const unlock = lockDataDir(dataDir, () => randomUUID().replaceAll('-', ''));
  try {
    const table = openLmdbTable(join(dataDir, 'table'));
    const room = createDiskRoom({ free: () => freeBytes(dataDir), now: () => performance.now() });
    const group = createGroupCommit(table.transaction, room);
    const blobs = await openBlobFiles(join(dataDir, 'blobs'), room);
    return {
      table,
      blobs,
      commit: group.run,
      afterCommit: group.afterCommit,
      release: (blobId) => group.afterCommit(() => void blobs.remove(blobId)),
      sweepOrphans: blobs.sweepOrphans,
      close: () => table.close().finally(unlock),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
