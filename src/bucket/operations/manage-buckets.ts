import { isBucketName } from '../../bucket-name.ts';
import { BucketFault } from '../bucket-fault.ts';
import {
  checkBucketAcl,
  checkDataRedundancy,
  checkStorageClass,
  checkVersioning,
} from '../checks/check-write-options.ts';
import { type EngineContext, wholeSecond } from '../engine-context.ts';
import { readBucket } from '../records/bucket-records.ts';
import { requireBucket } from '../records/find-version.ts';
import type { BucketRecord } from '../records/object-record.ts';
import { ALL_BUCKETS, afterPrefix, bucketKey, versionStem } from '../records/table-layout.ts';

interface CreateBucketArgs {
  readonly bucket: string;
  readonly acl?: string;
  readonly storageClass?: string;
  readonly dataRedundancy?: string;
}

export function createBucket(
  ctx: EngineContext,
  { bucket: name, acl, storageClass, dataRedundancy }: CreateBucketArgs,
): BucketRecord {
  if (!isBucketName(name)) {
    const elements = { BucketName: name };
    throw new BucketFault('InvalidBucketName', 'The specified bucket is not valid.', { elements });
  }
  const existing = readBucket(ctx.table, name);
  if (existing && ctx.dialect.existingBucket === 'refused') {
    const elements = { BucketName: name };
    throw new BucketFault('BucketAlreadyExists', 'The bucket exists already.', { elements });
  }
  const checkedClass = checkStorageClass(
    storageClass ?? existing?.storageClass ?? 'Standard',
    ctx.dialect.storageClasses,
  );
  if (existing && checkedClass !== existing.storageClass) {
    const elements = { BucketName: name };
    throw new BucketFault('BucketAlreadyExists', 'The bucket exists with another storage class.', { elements });
  }
  const redundancyBefore = existing?.dataRedundancy ?? 'LRS';
  const redundancy = checkDataRedundancy(dataRedundancy ?? redundancyBefore);
  if (existing && redundancy !== redundancyBefore) {
    const elements = { BucketName: name };
    throw new BucketFault('BucketAlreadyExists', 'The bucket exists with another data redundancy type.', { elements });
  }
  const created: BucketRecord = {
    ...(existing ?? { name, created: wholeSecond(ctx.now()), versioning: 'Never', sequence: 0 }),
    acl: checkBucketAcl(acl ?? existing?.acl ?? 'private'),
    storageClass: checkedClass,
    ...(redundancy === 'LRS' ? {} : { dataRedundancy: redundancy }),
  };
  return save(ctx, created);
}

/** Changes the ACL of a bucket, and the storage class that its new objects get. */
export function editBucket(
  ctx: EngineContext,
  { bucket: name, acl, storageClass }: Omit<CreateBucketArgs, 'dataRedundancy'>,
): BucketRecord {
  const bucket = requireBucket(ctx.table, name);
  return save(ctx, {
    ...bucket,
    ...(acl !== undefined && { acl: checkBucketAcl(acl) }),
    ...(storageClass !== undefined && { storageClass: checkStorageClass(storageClass, ctx.dialect.storageClasses) }),
  });
}

export function deleteBucket(ctx: EngineContext, { bucket: name }: { readonly bucket: string }): void {
  requireBucket(ctx.table, name);
  const from = versionStem(name, '');
  if (ctx.table.range({ from, to: afterPrefix(from), limit: 1 }).length > 0) {
    const elements = { BucketName: name };
    throw new BucketFault('BucketNotEmpty', 'The bucket has objects, versions or delete markers. Delete them first.', {
      elements,
    });
  }
  ctx.table.remove(bucketKey(name));
}

export function listBuckets(ctx: EngineContext): readonly BucketRecord[] {
  return ctx.table.range(ALL_BUCKETS).map(([, record]) => record as BucketRecord);
}

/** Sets `Enabled` or `Suspended`. OSS cannot turn versioning off again (PutBucketVersioning page). */
export function putBucketVersioning(
  ctx: EngineContext,
  { bucket, status }: { readonly bucket: string; readonly status: string },
): void {
  save(ctx, { ...requireBucket(ctx.table, bucket), versioning: checkVersioning(status) });
}

function save(ctx: EngineContext, record: BucketRecord): BucketRecord {
  ctx.table.put(bucketKey(record.name), record);
  return record;
}
