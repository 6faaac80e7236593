import type { BucketEngine } from '../../../bucket/bucket-engine.ts';
import type { BucketAcl } from '../../../bucket/records/object-record.ts';
import type { ObjectAcl } from '../../../stores/object-attributes.ts';
import type { StoreCall } from '../store-call.ts';
import { accessDenied } from './access-denied.ts';

/**
 * Reads with the caller's rights. Signed requests may read everything, because the store has one account. Anonymous
 * requests need an ACL that allows public reads: that of the object, or of the bucket if the object's ACL is `default`.
 * Through a link, both link and target need it. In a private bucket, anonymous callers cannot see which objects exist.
 */
export function readableBy<R extends { readonly acls: readonly ObjectAcl[] }>(
  { bucket, signed }: StoreCall,
  engine: BucketEngine,
  read: () => R,
): R {
  if (signed) return read();
  const bucketAcl = engine.getBucketAcl({ bucket });
  const found = bucketAcl === 'private' ? hidingWhy(read) : read();
  if (found.acls.every((acl) => isPublic(acl, bucketAcl))) return found;
  throw accessDenied();
}

function hidingWhy<R>(read: () => R): R {
  try {
    return read();
  } catch (cause) {
    throw accessDenied(cause);
  }
}

function isPublic(acl: ObjectAcl, bucketAcl: BucketAcl): boolean {
  return (acl === 'default' ? bucketAcl : acl).startsWith('public-');
}
