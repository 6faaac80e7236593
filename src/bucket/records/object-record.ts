import type { ContentHeaders, ObjectAcl, StorageClass } from '../../stores/object-attributes.ts';
import type { Restoration } from '../restoration.ts';

/** A body in the blob store. The engine stores its id, size and checksums. */
export interface BlobRef {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** Upper-case hex MD5, without quotes. */
  readonly etag: string;
  /** CRC-64/XZ ("ECMA") of the bytes, in decimal. */
  readonly crc64: string;
}

export const BUCKET_ACLS = ['private', 'public-read', 'public-read-write'] as const;
export type BucketAcl = (typeof BUCKET_ACLS)[number];

export const DATA_REDUNDANCY_TYPES = ['LRS', 'ZRS'] as const;
export type DataRedundancy = (typeof DATA_REDUNDANCY_TYPES)[number];

/** Whether a bucket keeps versions. `Never`: versioning was never enabled. */
export type VersioningStatus = 'Never' | 'Enabled' | 'Suspended';

/** Names are unique. Pairs are in the order that the client sent. */
export type TagPair = readonly [key: string, value: string];

/** The fields of every version. `sequence` orders all writes to a bucket, independently of the clock. */
interface VersionBase {
  readonly key: string;
  readonly sequence: number;
  /** The text `null` for a null version. */
  readonly versionId: string;
  /** Unix milliseconds at a whole second. */
  readonly lastModified: number;
}

/** The fields that objects and symlinks share: everything that a client can set with a write. */
interface WrittenBase extends VersionBase {
  readonly etag: string;
  readonly headers: ContentHeaders;
  /** Names in lower case, without `x-oss-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly TagPair[];
  readonly acl: ObjectAcl;
  readonly storageClass: StorageClass;
}

export interface ObjectVersion extends WrittenBase {
  readonly kind: 'object';
  readonly blob: BlobRef;
  /** The last restoration of an archived object. */
  readonly restoration?: Restoration;
}

export interface LinkVersion extends WrittenBase {
  readonly kind: 'symlink';
  /** Raw key. */
  readonly target: string;
  /** The bucket of the target, if it is not that of the symlink. */
  readonly targetBucket?: string;
  /** The header's text before it was decoded. GetSymlink can return it (choice `symlinkTargetEcho`). */
  readonly targetAsSent?: string;
}

export interface MarkerVersion extends VersionBase {
  readonly kind: 'marker';
}

export type WrittenVersion = ObjectVersion | LinkVersion;
export type AnyVersion = WrittenVersion | MarkerVersion;

export interface BucketRecord {
  readonly name: string;
  /** Unix milliseconds at a whole second. */
  readonly created: number;
  readonly versioning: VersioningStatus;
  readonly acl: BucketAcl;
  readonly storageClass: StorageClass;
  /** Default: LRS. */
  readonly dataRedundancy?: DataRedundancy;
  /** The last sequence number in use. */
  readonly sequence: number;
}
