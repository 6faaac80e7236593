import { defined } from '../../defined.ts';
import type { DeleteResult } from '../../stores/store-response.ts';
import { announce, currentSize } from '../announce.ts';
import type { DeletedEntry, DeleteObjectArgs, DeleteObjectsArgs, OnObject } from '../bucket-engine.ts';
import type { BucketEventName } from '../bucket-event.ts';
import { BucketFault } from '../bucket-fault.ts';
import { checkObjectKey } from '../checks/check-object-key.ts';
import { type EngineContext, wholeSecond } from '../engine-context.ts';
import { findCurrent, findVersion, requireBucket, shownVersionId } from '../records/find-version.ts';
import type { AnyVersion, BucketRecord } from '../records/object-record.ts';
import { addVersion, removeVersion } from '../records/write-version.ts';

/** Succeeds whether or not there is an object. In a versioned bucket, a delete without a version id adds a marker. */
export function deleteObject(ctx: EngineContext, args: DeleteObjectArgs): DeleteResult {
  checkDelete(ctx, requireBucket(ctx.table, args.bucket), args);
  return remove(ctx, args, 'ObjectRemoved:DeleteObject');
}

const MOST_KEYS = 1000;

/** DeleteMultipleObjects: checks all keys before it deletes the first. */
export function deleteObjects(ctx: EngineContext, args: DeleteObjectsArgs): readonly DeletedEntry[] {
  const bucket = requireBucket(ctx.table, args.bucket);
  if (args.objects.length === 0 || args.objects.length > MOST_KEYS) {
    throw new BucketFault(
      'MalformedXML',
      `A request can delete 1 to ${MOST_KEYS} objects, not ${args.objects.length}.`,
    );
  }
  for (const object of args.objects) {
    checkVersionId(object.versionId);
    checkDelete(ctx, bucket, object);
  }
  return args.objects.map((object) => {
    const deleted = remove(ctx, { ...args, ...object }, 'ObjectRemoved:DeleteObjects');
    return deletedEntry(object, deleted);
  });
}

/** The fields follow a table on the DeleteMultipleObjects page, and ObjectVersioningTest of the C++ SDK. */
function deletedEntry(asked: Pick<OnObject, 'key' | 'versionId'>, deleted: DeleteResult): DeletedEntry {
  return {
    key: asked.key,
    ...defined({ versionId: asked.versionId }),
    ...(deleted.deleteMarker && {
      deleteMarker: true,
      ...defined({ deleteMarkerVersionId: deleted.versionId }),
    }),
  };
}

/** Throws for an id that no version can have. OSS refuses the whole deletion (Python SDK, test_object_versioning). */
function checkVersionId(versionId: string | undefined): void {
  if (versionId === undefined || versionId === 'null' || /^[A-Za-z0-9._-]{32,}$/.test(versionId)) return;
  throw new BucketFault('InvalidArgument', 'The version id is malformed.', {
    elements: { ArgumentName: 'VersionId', ArgumentValue: versionId },
  });
}

function checkDelete(
  ctx: EngineContext,
  bucket: BucketRecord,
  { key, versionId }: Pick<OnObject, 'key' | 'versionId'>,
): void {
  checkObjectKey(ctx, key);
  if (versionId === undefined || ctx.choices.deleteUnknownVersion === 'no-content') return;
  if (findVersion(ctx.table, bucket, key, versionId)) return;
  const elements = { Key: key, VersionId: versionId };
  throw new BucketFault('NoSuchVersion', 'The specified version does not exist.', { elements });
}

function remove(ctx: EngineContext, args: DeleteObjectArgs, name: BucketEventName): DeleteResult {
  // Read the bucket again for each key, because a delete marker increases its sequence number.
  const bucket = requireBucket(ctx.table, args.bucket);
  const sizeBefore = currentSize(ctx, bucket, args.key);
  const announceRemoval = (version: AnyVersion): void => {
    announce(ctx, { name, bucket, version, sizeBefore, time: wholeSecond(ctx.now()), requestId: args.requestId });
  };
  if (args.versionId !== undefined) return removeNamed(ctx, bucket, args.key, args.versionId, announceRemoval);

  const current = findCurrent(ctx.table, bucket, args.key);
  if (bucket.versioning === 'Never') {
    if (!current) return { deleteMarker: false };
    removeVersion(ctx, bucket, current);
    announceRemoval(current);
    return { deleteMarker: false };
  }
  const marker = addVersion(ctx, bucket, args.key, { kind: 'marker' });
  if (current && markerEmitsEvent(ctx, name)) announceRemoval(current);
  return { versionId: marker.versionId, deleteMarker: true };
}

function removeNamed(
  ctx: EngineContext,
  bucket: BucketRecord,
  key: string,
  versionId: string,
  announceRemoval: (version: AnyVersion) => void,
): DeleteResult {
  const version = findVersion(ctx.table, bucket, key, versionId);
  if (!version) return { ...(bucket.versioning !== 'Never' && { versionId }), deleteMarker: false };
  removeVersion(ctx, bucket, version);
  // The removal of a marker also emits an event: it restores an object, and no other event would report that.
  announceRemoval(version);
  return { ...shownVersionId(bucket, version), deleteMarker: version.kind === 'marker' };
}

function markerEmitsEvent({ choices }: EngineContext, name: BucketEventName): boolean {
  return (
    choices.markerDeleteEvent === 'all' ||
    (choices.markerDeleteEvent === 'DeleteObject' && name === 'ObjectRemoved:DeleteObject')
  );
}
