/**
 * What can be asked of an object store, as plain values. The protocol yields these, a {@link Store} sends them, a test
 * may answer them itself. Names are those of the OSS API.
 */

/** Content headers of an object that a reader receives. Through a symlink they come from the link. */
export interface ContentHeaders {
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly expires?: string;
}

export type ObjectAcl = 'default' | 'private' | 'public-read' | 'public-read-write';
export type StorageClass = 'Standard' | 'IA' | 'Archive' | 'ColdArchive' | 'DeepColdArchive';

/** Bytes, or a source that can be opened again for a retry. `size` is in bytes. */
export type Body = Uint8Array | { readonly size: number; readonly open: () => AsyncIterable<Uint8Array> };

export interface HeadObject {
  readonly operation: 'HeadObject';
  readonly key: string;
  readonly versionId?: string;
}

export interface GetSymlink {
  readonly operation: 'GetSymlink';
  readonly key: string;
  readonly versionId?: string;
}

/** `metadata` names come without `x-oss-meta-`, in lower case; `target` is a raw key of the same bucket. */
export interface PutSymlink {
  readonly operation: 'PutSymlink';
  readonly key: string;
  readonly target: string;
  readonly headers?: ContentHeaders;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly acl?: ObjectAcl;
  readonly storageClass?: StorageClass;
  /** Void in buckets whose versioning is enabled or suspended (OSS PutSymlink page). */
  readonly forbidOverwrite?: boolean;
}

export interface PutObject {
  readonly operation: 'PutObject';
  readonly key: string;
  readonly body: Body;
  readonly headers?: ContentHeaders;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly acl?: ObjectAcl;
  readonly storageClass?: StorageClass;
  readonly forbidOverwrite?: boolean;
}

export interface DeleteObject {
  readonly operation: 'DeleteObject';
  readonly key: string;
  readonly versionId?: string;
}

/** ListObjectsV2. `maxKeys` 1 to 1,000; a page may be shorter than it. */
export interface ListObjects {
  readonly operation: 'ListObjects';
  readonly prefix?: string;
  readonly startAfter?: string;
  readonly continuationToken?: string;
  readonly delimiter?: string;
  readonly maxKeys?: number;
}

export interface ListObjectVersions {
  readonly operation: 'ListObjectVersions';
  readonly prefix?: string;
  readonly keyMarker?: string;
  readonly versionIdMarker?: string;
  readonly delimiter?: string;
  readonly maxKeys?: number;
}

export interface GetBucketVersioning {
  readonly operation: 'GetBucketVersioning';
}

export interface GetObjectTagging {
  readonly operation: 'GetObjectTagging';
  readonly key: string;
  readonly versionId?: string;
}

export interface PutObjectTagging {
  readonly operation: 'PutObjectTagging';
  readonly key: string;
  readonly versionId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DeleteObjectTagging {
  readonly operation: 'DeleteObjectTagging';
  readonly key: string;
  readonly versionId?: string;
}

export type StoreRequest =
  | HeadObject
  | GetSymlink
  | PutSymlink
  | PutObject
  | DeleteObject
  | ListObjects
  | ListObjectVersions
  | GetBucketVersioning
  | GetObjectTagging
  | PutObjectTagging
  | DeleteObjectTagging;
