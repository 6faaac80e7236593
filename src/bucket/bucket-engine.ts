import type { ContentHeaders, ObjectAcl, StorageClass } from '../stores/object-attributes.ts';
import type { BucketEvent } from './bucket-event.ts';
import type { BlobRef, BucketAcl, BucketRecord, TagPair, VersioningStatus } from './records/object-record.ts';
import type { Table } from './records/table.ts';
import type { UnverifiedChoices } from './unverified-choices.ts';

/** The dependencies of the engine. It has no clock, no source of randomness and no storage itself. */
export interface BucketEngineParts {
  readonly table: Table;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** 32 lower-case hex digits, different each time. */
  readonly newId: () => string;
  /** Called within the operation, after its writes; it may write to the same table, and must not throw. */
  readonly emit?: (event: BucketEvent) => void;
  /**
   * Called within the operation when the last version that used a blob is gone. The bytes may be removed only once the
   * storage transaction is committed.
   */
  readonly release?: (blobId: string) => void;
  /** Overrides of the defaults. */
  readonly choices?: Partial<UnverifiedChoices>;
}

interface InBucket {
  readonly bucket: string;
}
export interface OnObject extends InBucket {
  readonly key: string;
  /** Absent: the current version. `null` as text: the null version. */
  readonly versionId?: string;
}

/** What a client may give with a new object or link. Strings are checked by the engine. */
interface WriteOptions {
  readonly headers?: ContentHeaders;
  /** Names without `x-oss-meta-`; lower-cased by the engine. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** As the `x-oss-tagging` header held them, duplicates included. */
  readonly tags?: readonly TagPair[];
  readonly acl?: string;
  readonly storageClass?: string;
  /** Without effect unless the bucket was never versioned. */
  readonly forbidOverwrite?: boolean;
  /** Goes into the event. */
  readonly requestId: string;
}

export interface PutObjectArgs extends InBucket, WriteOptions {
  readonly key: string;
  readonly blob: BlobRef;
}

export interface PutSymlinkArgs extends InBucket, WriteOptions {
  readonly key: string;
  /** Decoded. Empty is refused as a missing header. */
  readonly target: string;
  readonly targetAsSent?: string;
}

export interface CopyObjectArgs extends InBucket, WriteOptions {
  readonly key: string;
  readonly source: OnObject;
  /** `REPLACE`: headers and metadata of this request, not those of the source. Any case. */
  readonly metadataDirective?: string;
  /** `Replace`: tags of this request, not those of the source. Any case. */
  readonly taggingDirective?: string;
  /** Called before anything is written, to refuse by throwing (`x-oss-copy-source-if-*`). */
  readonly check?: (source: { readonly etag: string; readonly lastModified: number }) => void;
}

export interface Written {
  /** Without quotes. */
  readonly etag: string;
  readonly crc64: string;
  /** Absent in a bucket that was never versioned. */
  readonly versionId?: string;
  readonly lastModified: number;
}

export interface Copied extends Written {
  /** Of the version that was read; absent where the source bucket was never versioned. */
  readonly sourceVersionId?: string;
}

/** A read of GetObject or HeadObject. Through a link: body, size and etag of the target, the rest of the link. */
export interface ObjectRead {
  readonly type: 'Normal' | 'Symlink';
  readonly versionId?: string;
  readonly etag: string;
  readonly size: number;
  /** Through a link, the later of link and target. */
  readonly lastModified: number;
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass: StorageClass;
  readonly crc64?: string;
  /** Absent if the answer must not contain it. */
  readonly tagCount?: number;
  /** Raw key. Present only if reads through a link return it. */
  readonly symlinkTarget?: string;
  /** Every object that the reader needs permission on: the link, then the target. */
  readonly acls: readonly ObjectAcl[];
  readonly blob: BlobRef;
}

/** GetObjectMeta: of the link itself where there is one. */
export interface ObjectMeta {
  /** Only for objects. No source documents the value for a link. */
  readonly crc64?: string;
  readonly type: 'Normal' | 'Symlink';
  readonly versionId?: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: number;
  readonly acls: readonly ObjectAcl[];
}

export interface SymlinkRead {
  readonly target: string;
  readonly targetAsSent?: string;
  readonly versionId?: string;
  readonly etag: string;
  readonly lastModified: number;
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly acls: readonly ObjectAcl[];
}

export interface DeleteObjectArgs extends OnObject {
  readonly requestId: string;
}

export interface Deleted {
  /** The removed version, or the marker that was made. Absent where the bucket was never versioned. */
  readonly versionId?: string;
  /** A marker was made, or the removed version was one. */
  readonly deleteMarker: boolean;
}

export interface DeleteObjectsArgs extends InBucket {
  readonly objects: readonly { readonly key: string; readonly versionId?: string }[];
  readonly requestId: string;
}

/** One `Deleted` element: the fields present are the elements to write. */
export interface DeletedEntry {
  readonly key: string;
  readonly versionId?: string;
  readonly deleteMarker?: true;
  readonly deleteMarkerVersionId?: string;
}

export interface TagsRead {
  readonly tags: readonly TagPair[];
  readonly versionId?: string;
}
export interface VersionTouched {
  readonly versionId?: string;
}

/** V1 gives `marker`, V2 `startAfter` and `continuationToken`, which wins. All of them exclude what they name. */
export interface ListObjectsArgs extends InBucket {
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly marker?: string;
  readonly startAfter?: string;
  readonly continuationToken?: string;
  /** 1 to 1,000, else `InvalidArgument`; 100 when absent. Counts keys and common prefixes. */
  readonly maxKeys?: number;
}

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: number;
  readonly type: 'Normal' | 'Symlink';
  readonly storageClass: StorageClass;
}

/** `nextMarker` and `nextToken` name the same place, and are there exactly when there is more. */
export interface ObjectsPage {
  readonly objects: readonly ListedObject[];
  readonly prefixes: readonly string[];
  readonly nextMarker?: string;
  readonly nextToken?: string;
}

export interface ListObjectVersionsArgs extends InBucket {
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly keyMarker?: string;
  /** Needs `keyMarker`: the list goes on at the next older version of that key. */
  readonly versionIdMarker?: string;
  readonly maxKeys?: number;
}

export interface ListedVersion {
  readonly kind: 'object' | 'symlink' | 'marker';
  readonly key: string;
  /** May be empty in a bucket that was never versioned (a choice). */
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly lastModified: number;
  /** This and the next three: absent on delete markers. */
  readonly type?: 'Normal' | 'Symlink';
  readonly etag?: string;
  readonly size?: number;
  readonly storageClass?: StorageClass;
}

/** Keys in byte order, the versions of a key newest first. */
export interface VersionsPage {
  readonly versions: readonly ListedVersion[];
  readonly prefixes: readonly string[];
  /** Present exactly when there is more; `nextVersionIdMarker` is absent when the page ended with a prefix. */
  readonly nextKeyMarker?: string;
  readonly nextVersionIdMarker?: string;
}

/**
 * Buckets as OSS has them, over an ordered table. Every operation is synchronous and deterministic, throws a
 * BucketFault for what OSS refuses, and checks everything before its first write: what threw has changed nothing.
 */
export interface BucketEngine {
  readonly choices: UnverifiedChoices;

  /** A bucket that is there already stays as it is, but for an ACL given now. */
  createBucket(
    args: InBucket & { readonly acl?: string; readonly storageClass?: string; readonly dataRedundancy?: string },
  ): BucketRecord;
  /** Throws `BucketNotEmpty` while a version or delete marker is left. */
  deleteBucket(args: InBucket): void;
  listBuckets(): readonly BucketRecord[];
  /** Throws `NoSuchBucket`. */
  getBucket(args: InBucket): BucketRecord;
  getBucketAcl(args: InBucket): BucketAcl;
  getBucketVersioning(args: InBucket): VersioningStatus;
  /** `Enabled` or `Suspended`; there is no way back to `Never`. */
  putBucketVersioning(args: InBucket & { readonly status: string }): void;

  putObject(args: PutObjectArgs): Written;
  /** A link is copied as a link. */
  copyObject(args: CopyObjectArgs): Copied;
  putSymlink(args: PutSymlinkArgs): Written;
  /** For GetObject and HeadObject alike. */
  readObject(args: OnObject): ObjectRead;
  getObjectMeta(args: OnObject): ObjectMeta;
  getSymlink(args: OnObject): SymlinkRead;
  deleteObject(args: DeleteObjectArgs): Deleted;
  /** Each key on its own, in order; at most 1,000. */
  deleteObjects(args: DeleteObjectsArgs): readonly DeletedEntry[];

  getObjectTagging(args: OnObject): TagsRead;
  /** Replaces the whole set; `tags` as the document held them, duplicates included. */
  putObjectTagging(args: OnObject & { readonly tags: readonly TagPair[] }): VersionTouched;
  deleteObjectTagging(args: OnObject): VersionTouched;
  getObjectAcl(args: OnObject): { readonly acl: ObjectAcl; readonly versionId?: string };
  putObjectAcl(args: OnObject & { readonly acl: string }): VersionTouched;

  listObjects(args: ListObjectsArgs): ObjectsPage;
  listObjectVersions(args: ListObjectVersionsArgs): VersionsPage;

  /** Whether any version still uses a blob; for sweeping what a crash left behind. */
  isBlobReferenced(blobId: string): boolean;
}
