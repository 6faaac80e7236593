import type { ObjectAcl } from '../../stores/object-attributes.ts';
import type { EditResult, OnObject, TagsRead } from '../bucket-engine.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkTags } from '../checks/check-tags.ts';
import { checkObjectAcl } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from '../records/find-version.ts';
import type { TagPair, WrittenVersion } from '../records/object-record.ts';
import { versionKey } from '../records/table-layout.ts';

/**
 * Tags and ACL: the only parts of a version that can change. A change keeps Last-Modified and emits no event. For a
 * symlink, all of these act on the symlink itself, never on its target (C++ SDK, ObjectTaggingTest).
 */

export function getObjectTagging(ctx: EngineContext, args: OnObject): TagsRead {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'GET');
  return { tags: version.tags, ...shownVersionId(bucket, version) };
}

/** Replaces all tags. */
export function putObjectTagging(
  ctx: EngineContext,
  args: OnObject & { readonly tags: readonly TagPair[] },
): EditResult {
  checkTags(args.tags, 'document');
  return editVersion(ctx, args, 'PUT', { tags: args.tags });
}

export function deleteObjectTagging(ctx: EngineContext, args: OnObject): EditResult {
  return editVersion(ctx, args, 'DELETE', { tags: [] });
}

export function getObjectAcl(ctx: EngineContext, args: OnObject): { acl: ObjectAcl; versionId?: string } {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'GET');
  return { acl: version.acl, ...shownVersionId(bucket, version) };
}

export function putObjectAcl(ctx: EngineContext, args: OnObject & { readonly acl: string }): EditResult {
  return editVersion(ctx, args, 'PUT', { acl: checkObjectAcl(args.acl) });
}

/** Changes a version in place. `method` is the HTTP method that an error names. */
export function editVersion(
  ctx: EngineContext,
  args: OnObject,
  method: string,
  change: Partial<Pick<WrittenVersion, 'tags' | 'acl'>>,
): EditResult {
  checkObjectKey(ctx, args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, method);
  ctx.table.put(versionKey(bucket.name, version.key, version.sequence), { ...version, ...change });
  return shownVersionId(bucket, version);
}
