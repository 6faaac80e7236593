import type { ContentHeaders, ObjectAcl, RestoreState, StorageClass } from '../stores/object-attributes.ts';
import type { DeleteResult, ListedVersion, ObjectsPage, VersionsPage } from '../stores/store-response.ts';
import type { BucketEvent } from './bucket-event.ts';
import type { BucketDialect } from './dialects/bucket-dialect.ts';
import type { BlobRef, BucketAcl, BucketRecord, TagPair, VersioningStatus } from './records/object-record.ts';
import type { Table } from './records/table.ts';
import type { UnverifiedChoices } from './unverified-choices.ts';

/** The dependencies of the engine. It has no clock, no source of randomness and no storage of its own. */
export interface BucketEngineParts {
  readonly table: Table;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** 32 lower-case hex digits, different each time. */
  readonly newId: () => string;
  /** Called during the operation, after its writes. The function may write to the same table, and must not throw. */
  readonly emit?: (event: BucketEvent) => void;
  /** Called during the operation, when the first version refers to a blob. The function may write to the same table. */
  readonly keep?: (blobId: string) => void;
  /**
   * Called during the operation, when the last version that used a blob is removed. Delete the bytes only after the
   * storage transaction is committed.
   */
  readonly release?: (blobId: string) => void;
  /** Whose buckets these are. Default: OSS. */
  readonly dialect?: BucketDialect;
  /** Overrides of the defaults. */
  readonly choices?: Partial<UnverifiedChoices>;
}

interface InBucket {
  readonly bucket: string;
}
export interface OnObject extends InBucket {
  readonly key: string;
  /** Default: the current version. The text `null` selects the null version. */
  readonly versionId?: string;
}

/** What a client can set on a new object or symlink. The engine checks the strings. */
interface WriteOptions {
  readonly headers?: ContentHeaders;
  /** Names without `x-oss-meta-`. The engine converts them to lower case. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The tags of the `x-oss-tagging` header, duplicates included. */
  readonly tags?: readonly TagPair[];
  readonly acl?: string;
  readonly storageClass?: string;
  /** On OSS it has an effect only in a bucket that was never versioned. */
  readonly forbidOverwrite?: boolean;
  /** The event contains it. */
  readonly requestId: string;
}

export interface PutObjectArgs extends InBucket, WriteOptions {
  readonly key: string;
  readonly blob: BlobRef;
  /**
   * Called before the write with the current object, or with nothing. It throws to refuse the write (`If-Match`). For a
   * symlink, `etag` is that of the symlink.
   */
  readonly check?: (current: { readonly etag: string; readonly lastModified: number } | undefined) => void;
}

export interface PutSymlinkArgs extends InBucket, WriteOptions {
  readonly key: string;
  /** Decoded. The engine refuses an empty target, as it refuses a missing header. */
  readonly target: string;
  /** The bucket of the target, if it is another one. Only BOS has such symlinks. */
  readonly targetBucket?: string;
  /** The header's text before it was decoded. */
  readonly targetAsSent?: string;
}

export interface CopyObjectArgs extends InBucket, WriteOptions {
  readonly key: string;
  readonly source: OnObject;
  /**
   * With `REPLACE` (in any letter case), the copy gets the headers and metadata of this request. Default: those of the
   * source.
   */
  readonly metadataDirective?: string;
  /** With `Replace` (in any letter case), the copy gets the tags of this request. Default: those of the source. */
  readonly taggingDirective?: string;
  /** Called before the first write. It throws to refuse the copy (`x-oss-copy-source-if-*`). */
  readonly check?: (source: { readonly etag: string; readonly lastModified: number }) => void;
}

export interface PutResult {
  /** Without quotes. */
  readonly etag: string;
  readonly crc64: string;
  /** Absent in a bucket that was never versioned. */
  readonly versionId?: string;
  /** Unix milliseconds at a whole second. */
  readonly lastModified: number;
}

export interface RestoreObjectArgs extends OnObject {
  /** 1 to 7 for Archive, 1 to 365 for colder classes. Default: 1. */
  readonly days?: number;
  /** Only for classes colder than Archive. Default: Standard. */
  readonly tier?: string;
}

export interface RestoreResult {
  /** The object can be read already. False: the restoration has just begun. */
  readonly restored: boolean;
  /** Absent for the class Archive. */
  readonly priority?: string;
  readonly versionId?: string;
}

export interface CopyResult extends PutResult {
  /** The version that was copied. Absent if the source bucket was never versioned. */
  readonly sourceVersionId?: string;
}

/**
 * The answer to GetObject and HeadObject. If the key is a symlink, body, size and ETag come from its target.
 * `lastModified` is the later of the two. Everything else comes from the symlink.
 */
export interface ObjectRead {
  readonly type: 'Normal' | 'Symlink';
  readonly versionId?: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: number;
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass: StorageClass;
  readonly restore?: RestoreState;
  /** The bytes cannot be read: the object, or the target of the symlink, is archived and not restored. */
  readonly isFrozen: boolean;
  readonly crc64?: string;
  /** Absent if the answer must not contain it. */
  readonly tagCount?: number;
  /** Raw key. Present only if reads through a symlink return it. */
  readonly symlinkTarget?: string;
  /** The ACL of each object that the reader needs permission for: the symlink, then its target. */
  readonly acls: readonly ObjectAcl[];
  readonly blob: BlobRef;
}

/** The answer to GetObjectMeta. For a symlink, it describes the symlink itself. */
export interface ObjectMeta {
  /** Only for objects. No source documents the value for a symlink. */
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
  /** Absent if it is the bucket of the symlink. */
  readonly targetBucket?: string;
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

export interface DeleteObjectsArgs extends InBucket {
  readonly objects: readonly { readonly key: string; readonly versionId?: string }[];
  readonly requestId: string;
}

/** One `Deleted` element of the answer to DeleteMultipleObjects. Absent fields are not written. */
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

/** The answer to a change of tags or ACL: the version that was changed. */
export interface EditResult {
  /** Absent in a bucket that was never versioned. */
  readonly versionId?: string;
}

/**
 * The listing begins after the given key. Version 1 of ListObjects uses `marker`. Version 2 uses `startAfter` or
 * `continuationToken`, and the token takes precedence.
 */
export interface ListObjectsArgs extends InBucket {
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly marker?: string;
  readonly startAfter?: string;
  readonly continuationToken?: string;
  /** 1 to 1,000; default 100. Both keys and common prefixes count. Other values throw `InvalidArgument`. */
  readonly maxKeys?: number;
}

/**
 * `nextMarker` is for version 1, and means the same place as `nextToken`. Both are present only if there are more keys.
 */
export interface ListObjectsResult extends ObjectsPage {
  readonly nextMarker?: string;
}

export interface ListObjectVersionsArgs extends InBucket {
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly keyMarker?: string;
  /** Requires `keyMarker`. The list continues at the next older version of that key. */
  readonly versionIdMarker?: string;
  readonly maxKeys?: number;
}

/** In a bucket that was never versioned, the version id may be empty (choice `unversionedListedVersionId`). */
export interface VersionEntry extends ListedVersion {
  /** Absent for delete markers. */
  readonly storageClass?: StorageClass;
  readonly restore?: RestoreState;
}

/** `nextVersionIdMarker` is absent if the page ended with a common prefix. */
export interface ListVersionsResult extends VersionsPage {
  readonly versions: readonly VersionEntry[];
}

/**
 * The buckets of OSS or BOS, stored in an ordered table. Every operation is synchronous and deterministic, and throws a
 * BucketFault for a request that the vendor refuses. All checks come before the first write, so an operation that throws has
 * changed nothing.
 */
export interface BucketEngine {
  readonly choices: UnverifiedChoices;

  /** If the bucket exists, OSS changes its ACL, and BOS refuses with `BucketAlreadyExists`. */
  createBucket(
    args: InBucket & { readonly acl?: string; readonly storageClass?: string; readonly dataRedundancy?: string },
  ): BucketRecord;
  /** Changes the ACL of a bucket, and the storage class that its new objects get. */
  editBucket(args: InBucket & { readonly acl?: string; readonly storageClass?: string }): BucketRecord;
  /** Throws `BucketNotEmpty` while the bucket has a version or a delete marker. */
  deleteBucket(args: InBucket): void;
  listBuckets(): readonly BucketRecord[];
  /** Throws `NoSuchBucket`. */
  getBucket(args: InBucket): BucketRecord;
  getBucketAcl(args: InBucket): BucketAcl;
  getBucketVersioning(args: InBucket): VersioningStatus;
  /** `Enabled` or `Suspended`. A bucket never returns to `Never`. */
  putBucketVersioning(args: InBucket & { readonly status: string }): void;

  putObject(args: PutObjectArgs): PutResult;
  /** Copies a symlink as a symlink. */
  copyObject(args: CopyObjectArgs): CopyResult;
  putSymlink(args: PutSymlinkArgs): PutResult;
  /** Answers both GetObject and HeadObject. */
  readObject(args: OnObject): ObjectRead;
  getObjectMeta(args: OnObject): ObjectMeta;
  getSymlink(args: OnObject): SymlinkRead;
  /** Makes an archived object readable for some days. Throws `OperationNotSupported` for every other object. */
  restoreObject(args: RestoreObjectArgs): RestoreResult;
  deleteObject(args: DeleteObjectArgs): DeleteResult;
  /** Deletes each key separately, in the given order. At most 1,000 keys. */
  deleteObjects(args: DeleteObjectsArgs): readonly DeletedEntry[];

  getObjectTagging(args: OnObject): TagsRead;
  /** Replaces all tags. `tags` are those of the request document, duplicates included. */
  putObjectTagging(args: OnObject & { readonly tags: readonly TagPair[] }): EditResult;
  deleteObjectTagging(args: OnObject): EditResult;
  getObjectAcl(args: OnObject): { readonly acl: ObjectAcl; readonly versionId?: string };
  putObjectAcl(args: OnObject & { readonly acl: string }): EditResult;

  listObjects(args: ListObjectsArgs): ListObjectsResult;
  listObjectVersions(args: ListObjectVersionsArgs): ListVersionsResult;

  /** Whether a version still uses the blob. The storage uses it to remove blobs that a crash left behind. */
  isBlobReferenced(blobId: string): boolean;
}
