import type { BucketEngineParts } from '../../bucket/bucket-engine.ts';
import { createMemoryTable } from '../../bucket/records/memory-table.ts';
import type { StoreParts } from '../server/store-parts.ts';
import { createMemoryBlobs } from '../storage/memory-blobs.ts';

/** Where the buckets and bodies of an embedded store are kept. */
export interface EmbeddedStorage extends Pick<BucketEngineParts, 'table'>, Pick<StoreParts, 'blobs' | 'commit'> {
  /** Called within a commit: runs `action` once that is done. */
  afterCommit(action: () => void): void;
  /** Called within a commit with the id of a body that a version uses now. */
  keep(blobId: string): void;
  /** Called within a commit with the id of a body that no version uses any more. */
  release(blobId: string): void;
  /** Removes bodies that an earlier process left behind. */
  sweepOrphans(isReferenced: (blobId: string) => boolean): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens storage in memory. */
export function openMemoryStorage(): EmbeddedStorage {
  const blobs = createMemoryBlobs();
  return {
    table: createMemoryTable(),
    blobs,
    commit: async (work) => work(),
    afterCommit: (action) => action(),
    keep: () => {},
    release: (blobId) => void blobs.remove(blobId),
    sweepOrphans: async () => {},
    close: async () => {},
  };
}
