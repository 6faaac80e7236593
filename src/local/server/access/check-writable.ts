import type { BucketEngine } from '../../../bucket/bucket-engine.ts';
import { BucketFault } from '../../../bucket/bucket-fault.ts';
import type { ObjectAcl } from '../../../stores/object-attributes.ts';
import type { StoreCall } from '../store-call.ts';
import { accessDenied } from './access-denied.ts';

/** Headers that anonymous writes cannot use: they change access rights, or tags that only the owner may set. */
const ownersHeaders = ['x-oss-object-acl', 'x-oss-tagging', 'x-bce-acl', 'x-bce-tagging'] as const;

/**
 * Refuses an anonymous write unless the ACL is public-read-write. The object's ACL decides, or the bucket's if there is no
 * object or its ACL is `default` (PutBucketAcl page). Signed requests may write everything. An operation calls it before
 * it reads the body, and again in its commit, because another request may have changed the ACL in between.
 */
export function checkWritable(
  call: StoreCall,
  engine: BucketEngine,
  objects: readonly WriteTarget[] = [targetOf(call)],
): void {
  const { bucket, headers, signed } = call;
  if (signed) return;
  const bucketAcl = engine.getBucketAcl({ bucket });
  const isOpen = ({ key, versionId }: WriteTarget): boolean => {
    if (versionId !== undefined) return false;
    const acl = currentAcl(engine, bucket, key);
    return (acl === 'default' ? bucketAcl : acl) === 'public-read-write';
  };
  if (objects.every(isOpen) && ownersHeaders.every((name) => headers[name] === undefined)) return;
  throw accessDenied();
}

/**
 * The check of an operation on many objects before it reads which: the bucket exists, and its ACL is public-read-write unless
 * the request is signed. So an anonymous caller cannot make the store parse long documents.
 */
export function checkBucketWritable({ bucket, signed }: StoreCall, engine: BucketEngine): void {
  const acl = engine.getBucketAcl({ bucket });
  if (!signed && acl !== 'public-read-write') throw accessDenied();
}

/** Reads the object to write. Only the owner may write to one of its versions. */
export interface WriteTarget {
  readonly key: string;
  readonly versionId?: string | undefined;
}

function targetOf({ key, query }: StoreCall): WriteTarget {
  return { key, versionId: query.get('versionId') };
}

function currentAcl(engine: BucketEngine, bucket: string, key: string): ObjectAcl {
  try {
    return engine.getObjectAcl({ bucket, key }).acl;
  } catch (fault) {
    if (fault instanceof BucketFault && fault.ossCode === 'NoSuchKey') return 'default';
    throw fault;
  }
}
