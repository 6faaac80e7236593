import type { ContentHeaders, ObjectAcl, StorageClass } from '../../stores/object-attributes.ts';

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

/** Whether a bucket keeps versions. `Never`: versioning was not enabled yet. */
export type VersioningStatus = 'Never' | 'Enabled' | 'Suspended';

/** Names are unique; the order is the client's. */
export type TagPair = readonly [key: string, value: string];

/** What every kind of version has. `sequence` orders all writes of a bucket, whatever its clock says. */
interface VersionBase {
  readonly key: string;
  readonly sequence: number;
  /** `null`, as text, for a null version. */
  readonly versionId: string;
  /** Unix milliseconds at a whole second. */
  readonly lastModified: number;
}

/** What objects and links have in common: everything that a client may give with a write. */
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
}

export interface LinkVersion extends WrittenBase {
  readonly kind: 'symlink';
  /** Raw key in the same bucket. */
  readonly target: string;
  /** The header's text before it was decoded, for stores that echo it verbatim. */
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
  /** The last sequence number given out. */
  readonly sequence: number;
}
