import { defined } from '../../defined.ts';
import { utf8Length } from '../../utf8-length.ts';
import { type EngineContext, wholeSecond } from '../engine-context.ts';
import { type CurrentEntry, readBlobUses, readNewest, readNullSequence, readVersion } from './bucket-records.ts';
import type { AnyVersion, BucketRecord, LinkVersion, MarkerVersion, ObjectVersion } from './object-record.ts';
import { blobKey, bucketKey, currentKey, nullKey, versionKey } from './table-layout.ts';
import { makeVersionId } from './version-id.ts';

/**
 * Adds and removes versions. Both keep the other families of the table consistent: the current object that listings
 * show, the null version of the key, and the number of versions that use a blob.
 */

type Identity = 'key' | 'sequence' | 'versionId' | 'lastModified';
/** A version without its identity: the content of an object, a link or a delete marker. */
export type VersionDraft = Omit<ObjectVersion, Identity> | Omit<LinkVersion, Identity> | Omit<MarkerVersion, Identity>;

/**
 * Adds the newest version of a key. If versioning is enabled, it gets its own version id. Otherwise its id is `null`,
 * and it replaces the null version of the key. The caller has done all checks.
 */
export function addVersion(ctx: EngineContext, bucket: BucketRecord, key: string, draft: VersionDraft): AnyVersion {
  const now = ctx.now();
  const sequence = bucket.sequence + 1;
  const versionId = bucket.versioning === 'Enabled' ? makeVersionId(sequence, now, ctx.newId()) : 'null';
  const version: AnyVersion = { ...draft, key, sequence, versionId, lastModified: wholeSecond(now) };

  ctx.table.put(bucketKey(bucket.name), { ...bucket, sequence } satisfies BucketRecord);
  // This must come before the old null version is removed. If an object is copied onto itself, both versions use the
  // same blob.
  if (version.kind === 'object') addBlobUse(ctx, version.blob.id);
  if (versionId === 'null') replaceNullVersion(ctx, bucket, key, sequence);
  ctx.table.put(versionKey(bucket.name, key, sequence), version);
  setCurrent(ctx, bucket, key, version);
  return version;
}

/**
 * Removes a version permanently. The newest remaining version becomes current, so removing a delete marker restores an
 * object.
 */
export function removeVersion(ctx: EngineContext, bucket: BucketRecord, version: AnyVersion): void {
  const { key } = version;
  ctx.table.remove(versionKey(bucket.name, key, version.sequence));
  if (version.versionId === 'null') ctx.table.remove(nullKey(bucket.name, key));
  if (version.kind === 'object') removeBlobUse(ctx, version.blob.id);
  setCurrent(ctx, bucket, key, readNewest(ctx.table, bucket.name, key));
}

/** Makes `sequence` the null version of a key, and removes the former one. */
function replaceNullVersion(ctx: EngineContext, bucket: BucketRecord, key: string, sequence: number): void {
  const formerSequence = readNullSequence(ctx.table, bucket.name, key);
  if (formerSequence !== undefined) {
    const former = readVersion(ctx.table, bucket.name, key, formerSequence);
    ctx.table.remove(versionKey(bucket.name, key, formerSequence));
    if (former?.kind === 'object') removeBlobUse(ctx, former.blob.id);
  }
  ctx.table.put(nullKey(bucket.name, key), sequence);
}

/**
 * Sets what listings show at a key. They show nothing if the newest version is a delete marker, or if there is no
 * version.
 */
export function setCurrent(
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
    ...(newest.kind === 'object' && defined({ restoration: newest.restoration })),
  };
  ctx.table.put(at, entry);
}

/** Counts one more version that uses a blob, and keeps the blob if it is the first one. Copies share the blob of their source. */
export function addBlobUse(ctx: EngineContext, blobId: string): void {
  const uses = readBlobUses(ctx.table, blobId);
  ctx.table.put(blobKey(blobId), uses + 1);
  if (uses === 0) ctx.keep(blobId);
}

/** Counts one version less. If that was the last one, releases the blob. */
export function removeBlobUse(ctx: EngineContext, blobId: string): void {
  const left = readBlobUses(ctx.table, blobId) - 1;
  if (left > 0) {
    ctx.table.put(blobKey(blobId), left);
    return;
  }
  ctx.table.remove(blobKey(blobId));
  ctx.release(blobId);
}
