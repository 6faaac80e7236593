import { readBlobUses } from './bucket-records.ts';
import type { EngineContext } from './engine-context.ts';
import { blobKey } from './table-layout.ts';

/** Counts one more version that uses a blob. Copies share the bytes of their source. */
export function blobUsed(ctx: EngineContext, blobId: string): void {
  ctx.table.put(blobKey(blobId), readBlobUses(ctx.table, blobId) + 1);
}

/** Counts one version less; tells when it was the last. */
export function blobUnused(ctx: EngineContext, blobId: string): void {
  const left = readBlobUses(ctx.table, blobId) - 1;
  if (left > 0) {
    ctx.table.put(blobKey(blobId), left);
    return;
  }
  ctx.table.remove(blobKey(blobId));
  ctx.release(blobId);
}
