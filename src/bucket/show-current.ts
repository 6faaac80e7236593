import type { CurrentEntry } from './bucket-records.ts';
import type { EngineContext } from './engine-context.ts';
import type { AnyVersion, BucketRecord } from './object-record.ts';
import { currentKey } from './table-layout.ts';
import { utf8Length } from './utf8-length.ts';

/** Makes the listing show `newest`: nothing where that is a delete marker, or where no version is left. */
export function showCurrent(
  ctx: EngineContext,
  bucket: BucketRecord,
  key: string,
  newest: AnyVersion | undefined,
): void {
  const at = currentKey(bucket.name, key);
  if (!newest || newest.kind === 'marker') {
    ctx.table.remove(at);
    return;
  }
  const entry: CurrentEntry = {
    sequence: newest.sequence,
    type: newest.kind === 'object' ? 'Normal' : 'Symlink',
    etag: newest.etag,
    size: newest.kind === 'object' ? newest.blob.size : utf8Length(newest.target),
    lastModified: newest.lastModified,
    storageClass: newest.storageClass,
  };
  ctx.table.put(at, entry);
}
