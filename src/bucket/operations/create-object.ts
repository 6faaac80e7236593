import { announce, currentSize } from '../announce.ts';
import type { Written } from '../bucket-engine.ts';
import type { BucketEventName } from '../bucket-event.ts';
import { BucketFault } from '../bucket-fault.ts';
import type { EngineContext } from '../engine-context.ts';
import { readCurrent } from '../records/bucket-records.ts';
import { shownVersionId } from '../records/find-version.ts';
import type { BucketRecord, WrittenVersion } from '../records/object-record.ts';
import { addVersion, type VersionDraft } from '../records/write-version.ts';

/** `x-oss-forbid-overwrite` counts only where versioning was never configured (PutObject and PutSymlink pages). */
export function checkOverwrite(
  ctx: EngineContext,
  bucket: BucketRecord,
  { key, forbidOverwrite }: { readonly key: string; readonly forbidOverwrite?: boolean },
): void {
  if (!forbidOverwrite || bucket.versioning !== 'Never' || !readCurrent(ctx.table, bucket.name, key)) return;
  throw new BucketFault('FileAlreadyExists', 'The object you specified already exists and can not be overwritten.', {
    elements: { Key: key },
  });
}

/** Of a link, as a recorded reply of PutSymlink has it. */
const LINK_CRC64 = '0';

/** The end that all creations share: a version on top, its event, the answer. Everything must have been checked. */
export function createObject(
  ctx: EngineContext,
  bucket: BucketRecord,
  name: BucketEventName,
  { key, requestId, draft }: { readonly key: string; readonly requestId: string; readonly draft: VersionDraft },
): Written {
  const sizeBefore = currentSize(ctx, bucket, key);
  const version = addVersion(ctx, bucket, key, draft) as WrittenVersion;
  announce(ctx, { name, bucket, version, sizeBefore, time: version.lastModified, requestId });
  return {
    etag: version.etag,
    crc64: version.kind === 'object' ? version.blob.crc64 : LINK_CRC64,
    lastModified: version.lastModified,
    ...shownVersionId(bucket, version),
  };
}
