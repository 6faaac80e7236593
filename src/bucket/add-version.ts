import { blobUnused, blobUsed } from './blob-uses.ts';
import { readNullSequence, readVersion } from './bucket-records.ts';
import { type EngineContext, wholeSecond } from './engine-context.ts';
import type { AnyVersion, BucketRecord, LinkVersion, MarkerVersion, ObjectVersion } from './object-record.ts';
import { showCurrent } from './show-current.ts';
import { bucketKey, nullKey, versionKey } from './table-layout.ts';
import { makeVersionId } from './version-id.ts';

type Identity = 'key' | 'sequence' | 'versionId' | 'lastModified';
/** A version before it has its place: what differs between an object, a link and a marker. */
export type VersionDraft = Omit<ObjectVersion, Identity> | Omit<LinkVersion, Identity> | Omit<MarkerVersion, Identity>;

/**
 * Puts a version on top of a key. The bucket's state decides what it is called: an id of its own while versioning is
 * enabled, else `null`, which takes the place of the null version that there was. Everything must have been checked.
 */
export function addVersion(ctx: EngineContext, bucket: BucketRecord, key: string, draft: VersionDraft): AnyVersion {
  const now = ctx.now();
  const sequence = bucket.sequence + 1;
  const versionId = bucket.versioning === 'Enabled' ? makeVersionId(sequence, now, ctx.newId()) : 'null';
  const version: AnyVersion = { ...draft, key, sequence, versionId, lastModified: wholeSecond(now) };

  ctx.table.put(bucketKey(bucket.name), { ...bucket, sequence } satisfies BucketRecord);
  // Before the old null version lets go of its blob: a copy onto itself uses the same one.
  if (version.kind === 'object') blobUsed(ctx, version.blob.id);
  if (versionId === 'null') replaceNull(ctx, bucket, key, sequence);
  ctx.table.put(versionKey(bucket.name, key, sequence), version);
  showCurrent(ctx, bucket, key, version);
  return version;
}

function replaceNull(ctx: EngineContext, bucket: BucketRecord, key: string, sequence: number): void {
  const before = readNullSequence(ctx.table, bucket.name, key);
  if (before !== undefined) {
    const replaced = readVersion(ctx.table, bucket.name, key, before);
    ctx.table.remove(versionKey(bucket.name, key, before));
    if (replaced?.kind === 'object') blobUnused(ctx, replaced.blob.id);
  }
  ctx.table.put(nullKey(bucket.name, key), sequence);
}
