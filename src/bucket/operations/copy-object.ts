import { defined } from '../../defined.ts';
import type { CopyObjectArgs, CopyResult } from '../bucket-engine.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkWriteOptions, replaces } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from '../records/find-version.ts';
import type { BucketRecord, WrittenVersion } from '../records/object-record.ts';
import type { VersionDraft } from '../records/write-version.ts';
import { isFrozenAt } from '../restoration.ts';
import { checkOverwrite, createObject } from './create-object.ts';
import { checkLinkClass, linkEtag } from './put-symlink.ts';
import { frozenFault } from './restore-object.ts';

/**
 * Copies a version (CopyObject page). A copied object shares the bytes of its source. A symlink is copied as a symlink.
 */
export function copyObject(ctx: EngineContext, args: CopyObjectArgs): CopyResult {
  checkObjectKey(ctx, args.key);
  checkObjectKey(ctx, args.source.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const sourceBucket = requireBucket(ctx.table, args.source.bucket);
  const source = requireVersion(ctx.table, sourceBucket, args.source, 'GET');
  if (source.kind === 'object' && isFrozenAt(source, ctx.now())) throw frozenFault(args.source.key);
  args.check?.({ etag: source.etag, lastModified: source.lastModified });
  const draft = copyOf(ctx, bucket, source, args);
  checkOverwrite(ctx, bucket, args);
  const written = createObject(ctx, bucket, 'ObjectCreated:CopyObject', { ...args, draft });
  const { versionId: sourceVersionId } = shownVersionId(sourceBucket, source);
  return { ...written, ...defined({ sourceVersionId }) };
}

/** The directives decide whether headers, metadata and tags are copied. ACL and storage class are never copied. */
function copyOf(ctx: EngineContext, bucket: BucketRecord, source: WrittenVersion, args: CopyObjectArgs): VersionDraft {
  const given = checkWriteOptions(ctx, args, bucket.storageClass);
  const described = replaces('x-oss-metadata-directive', args.metadataDirective) ? given : source;
  const tagged = replaces('x-oss-tagging-directive', args.taggingDirective) ? given : source;
  const kept = { ...given, headers: described.headers, metadata: described.metadata, tags: tagged.tags };
  if (source.kind === 'object') return { kind: 'object', blob: source.blob, etag: source.etag, ...kept };
  checkLinkClass(ctx, kept.storageClass);
  const { target, targetAsSent } = source;
  const sourceBucket = source.targetBucket ?? args.source.bucket;
  // A copy in another bucket has the same target as its source, if it can.
  const moves = ctx.dialect.links.acrossBuckets && sourceBucket !== bucket.name;
  const etag = linkEtag(ctx, target);
  return {
    kind: 'symlink',
    target,
    ...defined({ targetBucket: moves ? sourceBucket : undefined, targetAsSent }),
    etag,
    ...kept,
  };
}
