import type { PutObjectArgs, PutResult } from '../bucket-engine.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { checkWriteOptions } from '../checks/check-write-options.ts';
import type { EngineContext } from '../engine-context.ts';
import { requireBucket } from '../records/find-version.ts';
import { checkOverwrite, createObject } from './create-object.ts';

export function putObject(ctx: EngineContext, args: PutObjectArgs): PutResult {
  checkObjectKey(args.key);
  const bucket = requireBucket(ctx.table, args.bucket);
  const options = checkWriteOptions(args, bucket.storageClass);
  checkOverwrite(ctx, bucket, args);
  const draft = { kind: 'object', blob: args.blob, etag: args.blob.etag, ...options } as const;
  return createObject(ctx, bucket, 'ObjectCreated:PutObject', { ...args, draft });
}
