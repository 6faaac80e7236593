import { defined } from '../../defined.ts';
import type { PutResult, PutSymlinkArgs } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkWriteOptions } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { markerOnTop, noSuchKey, requireBucket } from '../records/find-version.ts';
import type { BucketRecord } from '../records/object-record.ts';
import { checkOverwrite, createObject } from './create-object.ts';

/**
 * Writes a symlink. Its target may be missing or a symlink itself: OSS reports that only on reads (PutSymlink page).
 */
export function putSymlink(ctx: EngineContext, args: PutSymlinkArgs): PutResult {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  checkBucketClass(ctx, bucket);
  checkTarget(ctx, bucket, args.target);
  const options = checkWriteOptions(args, bucket.storageClass);
  checkOverwrite(ctx, bucket, args);
  const draft = {
    kind: 'symlink',
    target: args.target,
    ...defined({ targetAsSent: args.targetAsSent }),
    // Not a hash: writing the same symlink twice creates two ETags.
    etag: ctx.newId().toUpperCase(),
    ...options,
  } as const;
  const written = createObject(ctx, bucket, 'ObjectCreated:PutSymlink', { ...args, draft });
  if (bucket.versioning !== 'Suspended' || ctx.choices.suspendedLinkVersionId === 'null') return written;
  const { versionId: _, ...withoutId } = written;
  return withoutId;
}

function checkBucketClass({ choices }: EngineContext, { name, storageClass }: BucketRecord): void {
  if (choices.archivePutSymlink === 'accepted' || !storageClass.endsWith('Archive')) return;
  throw new BucketFault('OperationNotSupported', 'The operation is not supported for this resource.', {
    elements: { BucketName: name },
  });
}

function checkTarget(ctx: EngineContext, bucket: BucketRecord, target: string): void {
  if (target === '') {
    throw new BucketFault('InvalidArgument', 'The header x-oss-symlink-target is missing.', {
      ec: '0043-00000001',
      elements: { ArgumentName: 'x-oss-symlink-target', ArgumentValue: '' },
    });
  }
  checkObjectKey(target);
  if (ctx.choices.linkToDeleteMarker === 'accepted') return;
  const marker = markerOnTop(ctx.table, bucket, target);
  if (marker) throw noSuchKey(target, marker);
}
