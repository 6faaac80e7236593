import type { ObjectAcl } from '../../stores/object-attributes.ts';
import type { OnObject, TagsRead, VersionTouched } from '../bucket-engine.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkTags } from '../checks/check-tags.ts';
import { checkObjectAcl } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from '../records/find-version.ts';
import type { TagPair, WrittenVersion } from '../records/object-record.ts';
import { versionKey } from '../records/table-layout.ts';

/** Tags of one version; of a link its own, never its target's (cpp SDK, ObjectTaggingTest). */
export function getObjectTagging(ctx: EngineContext, args: OnObject): TagsRead {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'GET');
  return { tags: version.tags, ...shownVersionId(bucket, version) };
}

/** Replaces the whole set. Last-Modified stays, and no event is raised. */
export function putObjectTagging(
  ctx: EngineContext,
  args: OnObject & { readonly tags: readonly TagPair[] },
): VersionTouched {
  checkTags(args.tags, 'document');
  return editVersion(ctx, args, 'PUT', { tags: args.tags });
}

export function deleteObjectTagging(ctx: EngineContext, args: OnObject): VersionTouched {
  return editVersion(ctx, args, 'DELETE', { tags: [] });
}

/** Changes what may change in a version without making another one. */
export function editVersion(
  ctx: EngineContext,
  args: OnObject,
  method: string,
  change: Partial<Pick<WrittenVersion, 'tags' | 'acl'>>,
): VersionTouched {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, method);
  ctx.table.put(versionKey(bucket.name, version.key, version.sequence), { ...version, ...change });
  return shownVersionId(bucket, version);
}

export function getObjectAcl(ctx: EngineContext, args: OnObject): { acl: ObjectAcl; versionId?: string } {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'GET');
  return { acl: version.acl, ...shownVersionId(bucket, version) };
}

export function putObjectAcl(ctx: EngineContext, args: OnObject & { readonly acl: string }): VersionTouched {
  return editVersion(ctx, args, 'PUT', { acl: checkObjectAcl(args.acl) });
}
