import { utf8Length } from '../../utf8-length.ts';
import { type EngineContext, wholeSecond } from '../engine-context.ts';
import { type CurrentEntry, readBlobUses, readNewest, readNullSequence, readVersion } from './bucket-records.ts';
import type { AnyVersion, BucketRecord, LinkVersion, MarkerVersion, ObjectVersion } from './object-record.ts';
import { blobKey, bucketKey, currentKey, nullKey, versionKey } from './table-layout.ts';
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

/** Takes one version away for good. What is newest then is current: removing a marker revives what it hid. */
export function removeVersion(ctx: EngineContext, bucket: BucketRecord, version: AnyVersion): void {
  const { key } = version;
  ctx.table.remove(versionKey(bucket.name, key, version.sequence));
  if (version.versionId === 'null') ctx.table.remove(nullKey(bucket.name, key));
  if (version.kind === 'object') blobUnused(ctx, version.blob.id);
  showCurrent(ctx, bucket, key, readNewest(ctx.table, bucket.name, key));
}

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
