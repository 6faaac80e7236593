import { defined } from '../../defined.ts';
import type { OnObject, SymlinkRead } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import type { EngineContext } from '../engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from '../records/find-version.ts';
import type { WrittenVersion } from '../records/object-record.ts';

/** Reads a symlink itself, not its target (GetSymlink page). Throws `NotSymlink` for an object. */
export function getSymlink(ctx: EngineContext, args: OnObject): SymlinkRead {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const link = requireLinkVersion(ctx, args);
  if (link.kind !== 'symlink') {
    throw new BucketFault('NotSymlink', 'The object is not symlink.', { elements: { Key: args.key } });
  }
  return {
    target: link.target,
    ...defined({ targetBucket: link.targetBucket, targetAsSent: link.targetAsSent }),
    ...shownVersionId(bucket, link),
    etag: link.etag,
    lastModified: link.lastModified,
    headers: link.headers,
    metadata: link.metadata,
    acls: [link.acl],
  };
}

function requireLinkVersion(ctx: EngineContext, args: OnObject): WrittenVersion {
  const bucket = requireBucket(ctx.table, args.bucket);
  try {
    return requireVersion(ctx.table, bucket, args, 'GET');
  } catch (error) {
    const isMarker = error instanceof BucketFault && error.ossCode === 'MethodNotAllowed';
    if (!isMarker || ctx.choices.getSymlinkOfMarkerVersion === 'MethodNotAllowed') throw error;
    throw new BucketFault('NoSuchVersion', 'The specified version does not exist.', { elements: { Key: args.key } });
  }
}
