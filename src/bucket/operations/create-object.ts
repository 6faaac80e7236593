import { announce, currentSize } from '../announce.ts';
import type { PutObjectArgs, PutResult } from '../bucket-engine.ts';
import type { BucketEventName } from '../bucket-event.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkWriteOptions } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { readCurrent } from '../records/bucket-records.ts';
import { requireBucket, shownVersionId } from '../records/find-version.ts';
import type { BucketRecord, WrittenVersion } from '../records/object-record.ts';
import { addVersion, type VersionDraft } from '../records/write-version.ts';

/**
 * Refuses to replace an object that `forbidOverwrite` protects. On OSS, it has an effect only in a bucket that was never
 * versioned (PutObject and PutSymlink pages).
 */
export function checkOverwrite(
  ctx: EngineContext,
  bucket: BucketRecord,
  { key, forbidOverwrite }: { readonly key: string; readonly forbidOverwrite?: boolean },
): void {
  if (!forbidOverwrite || !readCurrent(ctx.table, bucket.name, key)) return;
  if (bucket.versioning !== 'Never' && !ctx.dialect.forbidsInVersioned(ctx.choices)) return;
  throw new BucketFault('FileAlreadyExists', 'The object you specified already exists and can not be overwritten.', {
    elements: { Key: key },
  });
}

/** The checksum of a symlink, from a recorded reply to PutSymlink. */
const LINK_CRC64 = '0';

/**
 * The last step of every creation: adds the version, emits the event, returns the answer. The caller has done all
 * checks.
 */
export function createObject(
  ctx: EngineContext,
  bucket: BucketRecord,
  name: BucketEventName,
  { key, requestId, draft }: { readonly key: string; readonly requestId: string; readonly draft: VersionDraft },
): PutResult {
  const sizeBefore = currentSize(ctx, bucket, key);
  const version = addVersion(ctx, bucket, key, draft) as WrittenVersion;
  announce(ctx, { name, bucket, version, sizeBefore, time: version.lastModified, requestId });
  return {
    etag: version.etag,
    crc64: version.kind === 'object' ? version.blob.crc64 : LINK_CRC64,
    lastModified: version.lastModified,
    ...shownVersionId(bucket, version),
  };
}

/** PutObject: checks the request, and creates the object. */
export function putObject(ctx: EngineContext, args: PutObjectArgs): PutResult {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const options = checkWriteOptions(ctx, args, bucket.storageClass);
  args.check?.(readCurrent(ctx.table, bucket.name, args.key));
  checkOverwrite(ctx, bucket, args);
  const draft = { kind: 'object', blob: args.blob, etag: args.blob.etag, ...options } as const;
  return createObject(ctx, bucket, 'ObjectCreated:PutObject', { ...args, draft });
}
