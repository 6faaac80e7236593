import type { AnyVersion, BucketRecord, StorageClass } from './object-record.ts';
import type { Table } from './table.ts';
import { blobKey, bucketKey, currentKey, nullKey, versionKey, versionsOf } from './table-layout.ts';

/**
 * The engine's table with its types: what was put into a family is what comes out of it, so the casts stand here and
 * nowhere else.
 */

/** What a listing shows of a current object, so that it never touches the versions. */
export interface CurrentEntry {
  readonly sequence: number;
  readonly type: 'Normal' | 'Symlink';
  readonly etag: string;
  /** Bytes; of a link, those of its target's name. */
  readonly size: number;
  readonly lastModified: number;
  readonly storageClass: StorageClass;
}

export const readBucket = (table: Table, name: string): BucketRecord | undefined =>
  table.get(bucketKey(name)) as BucketRecord | undefined;

export const readCurrent = (table: Table, bucket: string, key: string): CurrentEntry | undefined =>
  table.get(currentKey(bucket, key)) as CurrentEntry | undefined;

export const readVersion = (table: Table, bucket: string, key: string, sequence: number): AnyVersion | undefined =>
  table.get(versionKey(bucket, key, sequence)) as AnyVersion | undefined;

/** The newest version of a key, delete markers included. */
export const readNewest = (table: Table, bucket: string, key: string): AnyVersion | undefined =>
  table.range({ ...versionsOf(bucket, key), limit: 1 })[0]?.[1] as AnyVersion | undefined;

export const readNullSequence = (table: Table, bucket: string, key: string): number | undefined =>
  table.get(nullKey(bucket, key)) as number | undefined;

export const readBlobUses = (table: Table, blobId: string): number =>
  (table.get(blobKey(blobId)) as number | undefined) ?? 0;
