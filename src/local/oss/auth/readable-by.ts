import type { BucketEngine } from '../../../bucket/bucket-engine.ts';
import type { BucketAcl, ObjectAcl } from '../../../bucket/records/object-record.ts';
import { WireFault } from '../answer/wire-fault.ts';
import type { OssCall } from '../oss-call.ts';

/**
 * Reads on behalf of whoever called. Signed requests may read everything (the store has one account). An anonymous one
 * needs an ACL that lets anyone read: the object's, or the bucket's where the object leaves it to that; through a link,
 * of both link and target. In a private bucket it does not even learn what exists.
 */
export function readableBy<R extends { readonly acls: readonly ObjectAcl[] }>(
  { bucket, signed }: OssCall,
  engine: BucketEngine,
  read: () => R,
): R {
  if (signed) return read();
  const bucketAcl = engine.getBucketAcl({ bucket });
  const found = bucketAcl === 'private' ? hidingWhy(read) : read();
  if (found.acls.every((acl) => isPublic(acl, bucketAcl))) return found;
  throw new WireFault('AccessDenied');
}

function hidingWhy<R>(read: () => R): R {
  try {
    return read();
  } catch (cause) {
    throw new WireFault('AccessDenied', { cause });
  }
}

function isPublic(acl: ObjectAcl, bucketAcl: BucketAcl): boolean {
  return (acl === 'default' ? bucketAcl : acl).startsWith('public-');
}
