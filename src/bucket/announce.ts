import { defined } from '../defined.ts';
import type { BucketEvent, BucketEventName } from './bucket-event.ts';
import type { EngineContext } from './engine-context.ts';
import { readCurrent } from './records/bucket-records.ts';
import type { AnyVersion, BucketRecord } from './records/object-record.ts';

/** The size of the current object at a key, as events count it. It is 0 for a symlink, and 0 if there is no object. */
export function currentSize(ctx: EngineContext, bucket: BucketRecord, key: string): number {
  const entry = readCurrent(ctx.table, bucket.name, key);
  return entry?.type === 'Normal' ? entry.size : 0;
}

export interface Announcement {
  readonly name: BucketEventName;
  readonly bucket: BucketRecord;
  readonly version: AnyVersion;
  /** {@link currentSize} before the operation. */
  readonly sizeBefore: number;
  /** Unix milliseconds at a whole second. */
  readonly time: number;
  readonly requestId: string;
}

/** Emits the event of a finished write. */
export function announce(
  ctx: EngineContext,
  { name, bucket, version, sizeBefore, time, requestId }: Announcement,
): void {
  const contentType = version.kind === 'marker' ? undefined : version.headers.contentType;
  const facts = name === 'ObjectCreated:PutSymlink' ? linkFacts(ctx, bucket, version) : ownFacts(version);
  const event: BucketEvent = {
    name,
    bucket: bucket.name,
    key: version.key,
    ...facts,
    deltaSize: currentSize(ctx, bucket, version.key) - sizeBefore,
    ...defined({ contentType }),
    time,
    requestId,
  };
  ctx.emit(event);
}

interface Facts {
  readonly etag: string;
  readonly size: number;
}

function ownFacts(version: AnyVersion): Facts {
  return {
    etag: version.kind === 'marker' ? '' : version.etag,
    size: version.kind === 'object' ? version.blob.size : 0,
  };
}

function linkFacts(ctx: EngineContext, bucket: BucketRecord, version: AnyVersion): Facts {
  if (ctx.choices.linkEventObject === 'link' || version.kind !== 'symlink') return ownFacts(version);
  const target = readCurrent(ctx.table, version.targetBucket ?? bucket.name, version.target);
  return target?.type === 'Normal' ? { etag: target.etag, size: target.size } : ownFacts(version);
}
