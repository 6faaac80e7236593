import type { OnObject } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import { readBucket, readCurrent, readNewest, readNullSequence, readVersion } from './bucket-records.ts';
import type { AnyVersion, BucketRecord, MarkerVersion, WrittenVersion } from './object-record.ts';
import type { Table } from './table.ts';
import { sequenceInVersionId } from './version-id.ts';

export function requireBucket(table: Table, name: string): BucketRecord {
  const bucket = readBucket(table, name);
  if (bucket) return bucket;
  throw new BucketFault('NoSuchBucket', 'The specified bucket does not exist.', { elements: { BucketName: name } });
}

/** The version id as a field of an answer. Absent in a bucket that was never versioned. */
export function shownVersionId(bucket: BucketRecord, version: AnyVersion): { versionId?: string } {
  return bucket.versioning === 'Never' ? {} : { versionId: version.versionId };
}

/** The current object or symlink at a key. Undefined if there is none, or if the newest version is a delete marker. */
export function findCurrent(table: Table, bucket: BucketRecord, key: string): WrittenVersion | undefined {
  const entry = readCurrent(table, bucket.name, key);
  return entry && (readVersion(table, bucket.name, key, entry.sequence) as WrittenVersion | undefined);
}

/** Finds a version or delete marker by its id, in constant time. */
export function findVersion(
  table: Table,
  bucket: BucketRecord,
  key: string,
  versionId: string,
): AnyVersion | undefined {
  const sequence = versionId === 'null' ? readNullSequence(table, bucket.name, key) : sequenceInVersionId(versionId);
  if (sequence === undefined) return undefined;
  const version = readVersion(table, bucket.name, key, sequence);
  // A forged or old id can contain the sequence number of another version.
  return version?.versionId === versionId ? version : undefined;
}

/**
 * The version that a request names, or the current one. Throws `NoSuchKey` (with the delete marker, if the newest version
 * is one), `NoSuchVersion`, or `MethodNotAllowed` if the request names a delete marker.
 */
export function requireVersion(
  table: Table,
  bucket: BucketRecord,
  { key, versionId }: OnObject,
  method: string,
): WrittenVersion {
  if (versionId === undefined) {
    const current = findCurrent(table, bucket, key);
    if (current) return current;
    throw noSuchKey(key, markerOnTop(table, bucket, key));
  }
  const version = findVersion(table, bucket, key, versionId);
  if (!version) {
    const elements = { Key: key, VersionId: versionId };
    throw new BucketFault('NoSuchVersion', 'The specified version does not exist.', { elements });
  }
  if (version.kind !== 'marker') return version;
  throw new BucketFault('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    elements: { Method: method, ResourceType: 'DeleteMarker' },
    marker: { versionId: version.versionId },
  });
}

/** The delete marker of a key, if its newest version is one. */
export function markerOnTop(table: Table, bucket: BucketRecord, key: string): MarkerVersion | undefined {
  const newest = readNewest(table, bucket.name, key);
  return newest?.kind === 'marker' ? newest : undefined;
}

export function noSuchKey(key: string, marker: MarkerVersion | undefined): BucketFault {
  return new BucketFault('NoSuchKey', 'The specified key does not exist.', {
    elements: { Key: key },
    ...(marker && { marker: { versionId: marker.versionId } }),
  });
}
