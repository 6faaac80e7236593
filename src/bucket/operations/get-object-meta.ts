import { utf8Length } from '../../utf8-length.ts';
import type { ObjectMeta, OnObject } from '../bucket-engine.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import type { EngineContext } from '../engine-context.ts';
import { shownLinkSize } from '../listing-page.ts';
import { requireBucket, requireVersion, shownVersionId } from '../records/find-version.ts';

/** GetObjectMeta describes a link itself, not its target (GetObjectMeta page). */
export function getObjectMeta(ctx: EngineContext, args: OnObject): ObjectMeta {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'HEAD');
  const isLink = version.kind === 'symlink';
  return {
    type: isLink ? 'Symlink' : 'Normal',
    ...shownVersionId(bucket, version),
    etag: version.etag,
    size: isLink ? shownLinkSize(ctx.choices.linkMetaSize, utf8Length(version.target)) : version.blob.size,
    lastModified: version.lastModified,
    ...(version.kind === 'object' && { crc64: version.blob.crc64 }),
    acls: [version.acl],
  };
}
