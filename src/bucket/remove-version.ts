import { blobUnused } from './blob-uses.ts';
import { readNewest } from './bucket-records.ts';
import type { EngineContext } from './engine-context.ts';
import type { AnyVersion, BucketRecord } from './object-record.ts';
import { showCurrent } from './show-current.ts';
import { nullKey, versionKey } from './table-layout.ts';

/** Takes one version away for good. What is newest then is current: removing a marker revives what it hid. */
export function removeVersion(ctx: EngineContext, bucket: BucketRecord, version: AnyVersion): void {
  const { key } = version;
  ctx.table.remove(versionKey(bucket.name, key, version.sequence));
  if (version.versionId === 'null') ctx.table.remove(nullKey(bucket.name, key));
  if (version.kind === 'object') blobUnused(ctx, version.blob.id);
  showCurrent(ctx, bucket, key, readNewest(ctx.table, bucket.name, key));
}
