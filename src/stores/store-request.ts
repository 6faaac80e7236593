import type { ContentHeaders, ObjectAcl, StorageClass } from './object-attributes.ts';

/**
 * Requests to a bucket as plain objects, named as in the OSS API. The alias protocol yields them, and a store sends
 * them. `key`, `target` and `prefix` are never percent-encoded. `versionId` selects one version.
 */

/** The content of an object: bytes, or a source that can be opened again for another attempt. `size` is in bytes. */
export type Body = Uint8Array | { readonly size: number; readonly open: () => AsyncIterable<Uint8Array> };

/**
 * Reads size, headers and metadata of an object. For a symlink, the answer is `found: 'symlink'`, and the target is not
 * read.
 */
export interface HeadObject {
  readonly operation: 'HeadObject';
  readonly key: string;
  readonly versionId?: string;
}

/** Reads the start of an object as UTF-8 text. For a symlink, the answer is `found: 'symlink'`, and the target is not read. */
export interface GetObject {
  readonly operation: 'GetObject';
  readonly key: string;
  readonly versionId?: string;
  /** How much is read at most, 1 or more. */
  readonly maxBytes: number;
}

/** Reads the target and the metadata of a symlink. */
export interface GetSymlink {
  readonly operation: 'GetSymlink';
  readonly key: string;
  readonly versionId?: string;
}

/** Writes a symlink to an object. The store does not check that the object exists. */
export interface PutSymlink {
  readonly operation: 'PutSymlink';
  readonly key: string;
  readonly target: string;
  /** The bucket of the target. Default: the same bucket. Only for a store whose capabilities have `linksAcrossBuckets`. */
  readonly targetBucket?: string;
  readonly headers?: ContentHeaders;
  /** By lower-case name without `x-oss-meta-` or `x-bce-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly acl?: ObjectAcl;
  readonly storageClass?: StorageClass;
  /**
   * If the key exists, write nothing and answer `written: false`. Has no effect if versioning is enabled or suspended
   * (OSS PutSymlink page; BOS does not say).
   */
  readonly forbidOverwrite?: boolean;
}

/** Uploads an object. */
export interface PutObject {
  readonly operation: 'PutObject';
  readonly key: string;
  readonly body: Body;
  readonly headers?: ContentHeaders;
  /** By lower-case name without `x-oss-meta-` or `x-bce-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly acl?: ObjectAcl;
  readonly storageClass?: StorageClass;
  /** If the key exists, write nothing and answer `written: false`. Has no effect if versioning is enabled or suspended. */
  readonly forbidOverwrite?: boolean;
}

/** Deletes an object or symlink. With versioning and without `versionId`, it adds a delete marker and keeps all versions. */
export interface DeleteObject {
  readonly operation: 'DeleteObject';
  readonly key: string;
  readonly versionId?: string;
}

/**
 * Deletes objects, symlinks and versions in one request, each as DeleteObject does. The answer has a result for each, so a
 * part of them can fail.
 */
export interface DeleteObjects {
  readonly operation: 'DeleteObjects';
  /** 1 to 1,000. */
  readonly objects: readonly { readonly key: string; readonly versionId?: string }[];
}

/**
 * Lists objects and symlinks, without older versions, in the order of their keys as UTF-8 bytes (ListObjectsV2). A page can
 * be shorter than `maxKeys`. There are more pages if the answer has `nextToken`.
 */
export interface ListObjects {
  readonly operation: 'ListObjects';
  readonly prefix?: string;
  /** Only keys greater than this one. */
  readonly startAfter?: string;
  /** `nextToken` of the page before. */
  readonly continuationToken?: string;
  /** All keys that are equal up to the first delimiter after `prefix` become one entry of `prefixes`. */
  readonly delimiter?: string;
  /** 1 to 1,000. Default: 100. */
  readonly maxKeys?: number;
}

/** Lists versions and delete markers in key order. Those of one key come newest first. */
export interface ListObjectVersions {
  readonly operation: 'ListObjectVersions';
  readonly prefix?: string;
  /** `nextKeyMarker` of the page before. */
  readonly keyMarker?: string;
  /** `nextVersionIdMarker` of the page before. */
  readonly versionIdMarker?: string;
  /** All keys that are equal up to the first delimiter after `prefix` become one entry of `prefixes`. */
  readonly delimiter?: string;
  /** 1 to 1,000. Default: 100. */
  readonly maxKeys?: number;
}

/** Reads whether the bucket keeps versions. */
export interface GetBucketVersioning {
  readonly operation: 'GetBucketVersioning';
}

/** Reads the tags of an object or symlink. */
export interface GetObjectTagging {
  readonly operation: 'GetObjectTagging';
  readonly key: string;
  readonly versionId?: string;
}

/** Replaces all tags of an object or symlink. */
export interface PutObjectTagging {
  readonly operation: 'PutObjectTagging';
  readonly key: string;
  readonly versionId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Removes all tags of an object or symlink. */
export interface DeleteObjectTagging {
  readonly operation: 'DeleteObjectTagging';
  readonly key: string;
  readonly versionId?: string;
}

/** A request to a bucket, as a plain object. `operation` names the operation of the OSS API. */
export type StoreRequest =
  | HeadObject
  | GetObject
  | GetSymlink
  | PutSymlink
  | PutObject
  | DeleteObject
  | DeleteObjects
  | ListObjects
  | ListObjectVersions
  | GetBucketVersioning
  | GetObjectTagging
  | PutObjectTagging
  | DeleteObjectTagging;
