import { defined } from '../../defined.ts';
import type { ObjectAcl } from '../../stores/object-attributes.ts';
import { utf8Length } from '../../utf8-length.ts';
import type { ObjectMeta, ObjectRead, OnObject } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import type { EngineContext } from '../engine-context.ts';
import { shownLinkSize } from '../listing-page.ts';
import { readBucket } from '../records/bucket-records.ts';
import {
  findCurrent,
  markerOnTop,
  noSuchKey,
  requireBucket,
  requireVersion,
  shownVersionId,
} from '../records/find-version.ts';
import type { BucketRecord, LinkVersion, ObjectVersion } from '../records/object-record.ts';
import { isFrozenAt, restoreState } from '../restoration.ts';

/**
 * Answers GetObject and HeadObject, which read through a symlink. Bytes, size and ETag come from the target.
 * Last-Modified is the later of the two. Everything else comes from the symlink (GetObject page). A version id selects
 * a version of the symlink. The target is always read in its current version.
 */
export function readObject(ctx: EngineContext, args: OnObject): ObjectRead {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'GET');
  if (version.kind === 'symlink') return throughLink(ctx, bucket, version);
  return {
    type: 'Normal',
    ...shownVersionId(bucket, version),
    etag: version.etag,
    size: version.blob.size,
    lastModified: version.lastModified,
    headers: version.headers,
    metadata: version.metadata,
    storageClass: version.storageClass,
    ...defined({ restore: restoreState(version.restoration, ctx.now()) }),
    isFrozen: isFrozenAt(version, ctx.now()),
    crc64: version.blob.crc64,
    tagCount: version.tags.length,
    acls: [version.acl],
    blob: version.blob,
  };
}

function throughLink(ctx: EngineContext, bucket: BucketRecord, link: LinkVersion): ObjectRead {
  const { choices, now } = ctx;
  const targetBucket = link.targetBucket === undefined ? bucket : readBucket(ctx.table, link.targetBucket);
  const target = requireTarget(ctx, targetBucket, link);
  return {
    type: 'Symlink',
    ...shownVersionId(bucket, link),
    etag: target.etag,
    size: target.blob.size,
    lastModified: Math.max(link.lastModified, target.lastModified),
    headers: link.headers,
    metadata: link.metadata,
    storageClass: choices.storageClassThroughLink === 'link' ? link.storageClass : target.storageClass,
    ...(choices.storageClassThroughLink === 'target' && defined({ restore: restoreState(target.restoration, now()) })),
    isFrozen: isFrozenAt(target, now()),
    ...(choices.crc64ThroughLink === 'target' && { crc64: target.blob.crc64 }),
    ...(choices.tagCountThroughLink === 'link' && { tagCount: link.tags.length }),
    ...(choices.targetHeaderThroughLink === 'present' && { symlinkTarget: link.target }),
    acls: [link.acl, targetAcl(target, link, targetBucket)],
    blob: target.blob,
  };
}

/** For a target in another bucket, `default` is the ACL of that bucket. */
function targetAcl({ acl }: ObjectVersion, { targetBucket }: LinkVersion, bucket: BucketRecord | undefined): ObjectAcl {
  return acl === 'default' && targetBucket !== undefined && bucket !== undefined ? bucket.acl : acl;
}

/** `bucket` is the bucket of the target. It does not exist if the symlink names a missing one. */
function requireTarget(ctx: EngineContext, bucket: BucketRecord | undefined, link: LinkVersion): ObjectVersion {
  const target = bucket && findCurrent(ctx.table, bucket, link.target);
  if (target?.kind === 'object') return target;
  const elements = { Key: link.key };
  if (target) {
    throw new BucketFault('InvalidTargetType', "The symbolic's target file type is invalid", { elements });
  }
  if (bucket && ctx.choices.readThroughToMarker === 'NoSuchKey') {
    const marker = markerOnTop(ctx.table, bucket, link.target);
    if (marker) throw noSuchKey(link.target, marker);
  }
  throw new BucketFault('SymlinkTargetNotExist', 'The symlink target object does not exist.', { elements });
}

/** GetObjectMeta describes a link itself, not its target (GetObjectMeta page). */
export function getObjectMeta(ctx: EngineContext, args: OnObject): ObjectMeta {
  checkObjectKey(ctx, args.key);
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
