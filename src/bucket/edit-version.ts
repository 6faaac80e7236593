import type { OnObject, VersionTouched } from './bucket-engine.ts';
import { checkObjectKey } from './check-object-key.ts';
import type { EngineContext } from './engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from './find-version.ts';
import type { WrittenVersion } from './object-record.ts';
import { versionKey } from './table-layout.ts';

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
