import type { StorageClass } from '../../stores/object-attributes.ts';
import type { Restoration } from '../restoration.ts';
import type { AnyVersion, BucketRecord } from './object-record.ts';
import type { Table } from './table.ts';
import { blobKey, bucketKey, currentKey, nullKey, versionKey, versionsOf } from './table-layout.ts';

/**
 * Typed access to the engine's table. Each family of keys has values of one type, so the casts in this file are safe.
 */

/** Everything that a listing shows of a current object, so that listings need not read versions. */
export interface CurrentEntry {
  readonly sequence: number;
  readonly type: 'Normal' | 'Symlink';
  readonly etag: string;
  /** In bytes. For a symlink, the length of its target's key. */
  readonly size: number;
  readonly lastModified: number;
  readonly storageClass: StorageClass;
  readonly restoration?: Restoration;
}

export function readBucket(table: Table, name: string): BucketRecord | undefined {
  return table.get(bucketKey(name)) as BucketRecord | undefined;
}

export function readCurrent(table: Table, bucket: string, key: string): CurrentEntry | undefined {
  return table.get(currentKey(bucket, key)) as CurrentEntry | undefined;
}

export function readVersion(table: Table, bucket: string, key: string, sequence: number): AnyVersion | undefined {
  return table.get(versionKey(bucket, key, sequence)) as AnyVersion | undefined;
}

/** The newest version of a key, delete markers included. */
export function readNewest(table: Table, bucket: string, key: string): AnyVersion | undefined {
  return table.range({ ...versionsOf(bucket, key), limit: 1 })[0]?.[1] as AnyVersion | undefined;
}

export function readNullSequence(table: Table, bucket: string, key: string): number | undefined {
  return table.get(nullKey(bucket, key)) as number | undefined;
}

export function readBlobUses(table: Table, blobId: string): number {
  return (table.get(blobKey(blobId)) as number | undefined) ?? 0;
}
