import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import { BucketFault } from '../../bucket/bucket-fault.ts';
import type { ObjectAcl } from '../../bucket/object-record.ts';
import type { OssCall } from './oss-call.ts';
import { WireFault } from './wire-fault.ts';

/** What an anonymous write may not bring: it would change who may do what, or what only the owner may set. */
const ownersHeaders = ['x-oss-object-acl', 'x-oss-tagging'] as const;

/**
 * Refuses a write that its sender may not make. Signed requests may write everything. An anonymous one needs the ACL
 * public-read-write: the object's, or the bucket's where there is no object or its ACL is `default` (PutBucketAcl page).
 */
export function checkWritable(
  call: OssCall,
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
  throw new WireFault('AccessDenied');
}

/** Versions are the owner's alone. */
export interface WriteTarget {
  readonly key: string;
  readonly versionId?: string | undefined;
}

const targetOf = ({ key, query }: OssCall): WriteTarget => ({ key, versionId: query.get('versionId') });

const currentAcl = (engine: BucketEngine, bucket: string, key: string): ObjectAcl => {
  try {
    return engine.getObjectAcl({ bucket, key }).acl;
  } catch (fault) {
    if (fault instanceof BucketFault && fault.ossCode === 'NoSuchKey') return 'default';
    throw fault;
  }
};
