import type { OnObject, VersionTouched } from './bucket-engine.ts';
import { checkObjectKey } from './check-object-key.ts';
import { checkObjectAcl } from './check-write-options.ts';
import { editVersion } from './edit-version.ts';
import type { EngineContext } from './engine-context.ts';
import { requireBucket, requireVersion, shownVersionId } from './find-version.ts';
import type { ObjectAcl } from './object-record.ts';

export function getObjectAcl(ctx: EngineContext, args: OnObject): { acl: ObjectAcl; versionId?: string } {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const version = requireVersion(ctx.table, bucket, args, 'GET');
  return { acl: version.acl, ...shownVersionId(bucket, version) };
}

export function putObjectAcl(ctx: EngineContext, args: OnObject & { readonly acl: string }): VersionTouched {
  return editVersion(ctx, args, 'PUT', { acl: checkObjectAcl(args.acl) });
}
