import type { OnObject, TagsRead, VersionTouched } from './bucket-engine.ts';
import { checkObjectKey } from './check-object-key.ts';
import { checkTags } from './check-tags.ts';
import { editVersion } from './edit-version.ts';
import type { EngineContext } from './engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from './find-version.ts';
import type { TagPair } from './object-record.ts';

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
