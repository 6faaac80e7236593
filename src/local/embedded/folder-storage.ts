import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDir } from '../data/lock-data-dir.ts';
import { openBlobFiles } from '../storage/blob-files.ts';
import { createDiskRoom } from '../storage/disk-room.ts';
import { createGroupCommit } from '../storage/group-commit.ts';
import { openLmdbTable } from '../storage/lmdb-table.ts';
import { createTableBlobs } from '../storage/table-blobs.ts';
import type { EmbeddedStorage } from './embedded-storage.ts';

/** Opens storage in a directory. Only one process at a time can use it. */
export async function openFolderStorage(dataDir: string): Promise<EmbeddedStorage> {
  const unlock = lockDataDir(dataDir, () => randomUUID().replaceAll('-', ''));
  try {
    const table = openLmdbTable(join(dataDir, 'table'));
    const room = createDiskRoom({
      free: () => freeBytes(dataDir),
      reusable: table.reusableBytes,
      now: () => performance.now(),
    });
    const group = createGroupCommit(table.transaction, room);
    const files = await openBlobFiles(join(dataDir, 'blobs'), room);
    const blobs = createTableBlobs({ table, files, group, room, trouble: warn });
    return {
      table,
      blobs,
      commit: group.run,
      afterCommit: group.afterCommit,
      keep: blobs.keep,
      release: blobs.release,
      sweepOrphans: blobs.sweepOrphans,
      close: () => table.close().finally(unlock),
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
