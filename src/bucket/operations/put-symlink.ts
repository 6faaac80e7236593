import { createHash } from 'node:crypto';
import { isBucketName } from '../../bucket-name.ts';
import { defined } from '../../defined.ts';
import type { StorageClass } from '../../stores/object-attributes.ts';
import type { PutResult, PutSymlinkArgs } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkWriteOptions } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { markerOnTop, noSuchKey, requireBucket } from '../records/find-version.ts';
import type { BucketRecord } from '../records/object-record.ts';
import { checkOverwrite, createObject } from './create-object.ts';

/**
 * Writes a symlink. Its target may be missing or a symlink itself: the store reports that only on reads (PutSymlink
 * pages of OSS and BOS).
 */
export function putSymlink(ctx: EngineContext, args: PutSymlinkArgs): PutResult {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  checkBucketClass(ctx, bucket);
  checkTarget(ctx, bucket, args.target);
  const options = checkWriteOptions(ctx, args, bucket.storageClass);
  checkLinkClass(ctx, options.storageClass);
  checkOverwrite(ctx, bucket, args);
  const draft = {
    kind: 'symlink',
    target: args.target,
    ...defined({ targetBucket: otherBucket(ctx, bucket, args.targetBucket), targetAsSent: args.targetAsSent }),
    etag: linkEtag(ctx, args.target),
    ...options,
  } as const;
  const written = createObject(ctx, bucket, 'ObjectCreated:PutSymlink', { ...args, draft });
  if (bucket.versioning !== 'Suspended' || ctx.choices.suspendedLinkVersionId === 'null') return written;
  const { versionId: _, ...withoutId } = written;
  return withoutId;
}

/** On BOS the ETag is a digest of the target's key. On OSS each write has its own ETag. */
export function linkEtag({ dialect, newId }: EngineContext, target: string): string {
  if (dialect.links.etag === 'unique') return newId().toUpperCase();
  return createHash('md5').update(target).digest('hex').toUpperCase();
}

/** Throws `InvalidArgument` for a class that a symlink cannot have. */
export function checkLinkClass({ dialect }: EngineContext, storageClass: StorageClass): void {
  if (!dialect.links.refusedClasses.includes(storageClass)) return;
  throw new BucketFault('InvalidArgument', `A symlink cannot have the storage class ${storageClass}.`, {
    elements: { ArgumentName: 'storage class', ArgumentValue: storageClass },
  });
}

function otherBucket({ dialect }: EngineContext, { name }: BucketRecord, target?: string): string | undefined {
  if (target === undefined || target === name) return undefined;
  if (dialect.links.acrossBuckets && isBucketName(target)) return target;
  throw new BucketFault('InvalidArgument', `A symlink of this bucket cannot point into the bucket ${target}.`, {
    elements: { ArgumentName: 'target bucket', ArgumentValue: target },
  });
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
  checkObjectKey(ctx, target);
  if (ctx.choices.linkToDeleteMarker === 'accepted') return;
  const marker = markerOnTop(ctx.table, bucket, target);
  if (marker) throw noSuchKey(target, marker);
}
