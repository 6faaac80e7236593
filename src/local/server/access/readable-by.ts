import type { BucketEngine } from '../../../bucket/bucket-engine.ts';
import { BucketFault } from '../../../bucket/bucket-fault.ts';
import type { BucketAcl } from '../../../bucket/records/object-record.ts';
import type { ObjectAcl } from '../../../stores/object-attributes.ts';
import type { StoreCall } from '../store-call.ts';
import { accessDenied } from './access-denied.ts';

/**
 * Reads with the caller's rights. Signed requests may read everything, because the store has one account. Anonymous
 * requests need an ACL that allows public reads: that of the object, or of the bucket if the object's ACL is `default`.
 * Through a link, both link and target need it. Anonymous callers cannot see which objects exist in a private bucket, nor
 * which private buckets exist, not even through a link from another bucket.
 */
export function readableBy<R extends { readonly acls: readonly ObjectAcl[] }>(
  call: StoreCall,
  engine: BucketEngine,
  read: () => R,
): R {
  if (call.signed) return read();
  const bucketAcl = engine.getBucketAcl({ bucket: call.bucket });
  const found = orFault(read);
  if (found instanceof BucketFault) {
    throw bucketAcl === 'private' || leadsToHidden(call, engine) ? accessDenied(found) : found;
  }
  if (found.acls.every((acl) => isPublic(acl, bucketAcl))) return found;
  throw accessDenied();
}

function orFault<R>(work: () => R): R | BucketFault {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof BucketFault) return fault;
    throw fault;
  }
}

/** Whether the object is a link into another bucket that is private or missing. */
function leadsToHidden({ bucket, key, query }: StoreCall, engine: BucketEngine): boolean {
  const versionId = query.get('versionId');
  const link = orFault(() => engine.getSymlink({ bucket, key, ...(versionId && { versionId }) }));
  if (link instanceof BucketFault || link.targetBucket === undefined) return false;
  const { targetBucket } = link;
  const acl = orFault(() => engine.getBucketAcl({ bucket: targetBucket }));
  return acl instanceof BucketFault || acl === 'private';
}

function isPublic(acl: ObjectAcl, bucketAcl: BucketAcl): boolean {
  return (acl === 'default' ? bucketAcl : acl).startsWith('public-');
}
