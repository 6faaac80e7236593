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

/** The version id as a field of an answer: none in a bucket that was never versioned. */
export function shownVersionId(bucket: BucketRecord, version: AnyVersion): { versionId?: string } {
  return bucket.versioning === 'Never' ? {} : { versionId: version.versionId };
}

/** The current object or link of a key; undefined when there is none or a delete marker is on top. */
export function findCurrent(table: Table, bucket: BucketRecord, key: string): WrittenVersion | undefined {
  const entry = readCurrent(table, bucket.name, key);
  return entry && (readVersion(table, bucket.name, key, entry.sequence) as WrittenVersion | undefined);
}

/** A version by its id, in constant time; delete markers included. */
export function findVersion(
  table: Table,
  bucket: BucketRecord,
  key: string,
  versionId: string,
): AnyVersion | undefined {
  const sequence = versionId === 'null' ? readNullSequence(table, bucket.name, key) : sequenceInVersionId(versionId);
  if (sequence === undefined) return undefined;
  const version = readVersion(table, bucket.name, key, sequence);
  // A forged or outlived id can name a sequence number that another version has.
  return version?.versionId === versionId ? version : undefined;
}

/**
 * What a read is about: the version named, or the current one. Throws `NoSuchKey` where there is none (told as a delete
 * marker where one is on top), `NoSuchVersion`, and `MethodNotAllowed` for a marker named by its id.
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
