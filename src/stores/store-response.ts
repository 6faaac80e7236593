import type { ContentHeaders, StoreRequest } from './store-request.ts';

/**
 * What a store answers. On reads "not there" is a value (`found: 'none'`), on writes it is an error; anything that is
 * not a definite answer is thrown. Times are Unix milliseconds at whole seconds, as OSS gives them. `versionId` is
 * absent in a bucket that was never versioned, and the text `null` for a null version.
 */
export interface ObjectFound {
  readonly found: 'object';
  readonly versionId?: string;
  /** Without quotes. */
  readonly etag: string;
  readonly size: number;
  readonly lastModified: number;
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  /** Normal, Multipart or Appendable. */
  readonly type?: string;
  readonly tagCount?: number;
}

/** Nothing at the key, or a delete marker, whose version id is then given. */
export interface NotFound {
  readonly found: 'none';
  readonly deleteMarker: boolean;
  readonly versionId?: string;
}

/** HeadObject met a link, whole or broken (target missing, or a link itself). */
export interface LinkInstead {
  readonly found: 'symlink';
}

export interface SymlinkFound {
  readonly found: 'symlink';
  /** The raw target key. */
  readonly target: string;
  readonly versionId?: string;
  readonly etag?: string;
  readonly lastModified?: number;
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
}

/** GetSymlink met a real object (`NotSymlink`). */
export interface ObjectInstead {
  readonly found: 'object';
}

/** `written: false` only for a request with `forbidOverwrite` whose key was taken. */
export interface Written {
  readonly written: true;
  readonly versionId?: string;
  readonly etag?: string;
}
export interface NotWritten {
  readonly written: false;
}

export interface Deleted {
  readonly versionId?: string;
  /** A marker was made (no version id in the request), or the removed version was one. */
  readonly deleteMarker: boolean;
}

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: number;
  /** Normal, Multipart, Appendable or Symlink. */
  readonly type: string;
  readonly storageClass?: string;
}

export interface ObjectsPage {
  readonly objects: readonly ListedObject[];
  readonly prefixes: readonly string[];
  /** Present exactly when there is more. */
  readonly nextToken?: string;
}

export interface ListedVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly lastModified: number;
  readonly deleteMarker: boolean;
  /** Absent on delete markers, as are `etag` and `size`. */
  readonly type?: string;
  readonly etag?: string;
  readonly size?: number;
}

/** Keys in byte order; the versions of a key newest first. */
export interface VersionsPage {
  readonly versions: readonly ListedVersion[];
  readonly prefixes: readonly string[];
  readonly nextKeyMarker?: string;
  readonly nextVersionIdMarker?: string;
}

export interface Versioning {
  readonly status: 'Never' | 'Enabled' | 'Suspended';
}

export interface TagsFound {
  readonly found: 'tags';
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId?: string;
}

export interface ResponseByOperation {
  HeadObject: ObjectFound | LinkInstead | NotFound;
  GetSymlink: SymlinkFound | ObjectInstead | NotFound;
  PutSymlink: Written | NotWritten;
  PutObject: Written | NotWritten;
  DeleteObject: Deleted;
  ListObjects: ObjectsPage;
  ListObjectVersions: VersionsPage;
  GetBucketVersioning: Versioning;
  GetObjectTagging: TagsFound | NotFound;
  PutObjectTagging: { readonly versionId?: string };
  DeleteObjectTagging: { readonly versionId?: string };
}

/** The answer that belongs to a request. */
export type ResponseTo<R extends StoreRequest> = ResponseByOperation[R['operation']];
export type StoreResponse = ResponseByOperation[StoreRequest['operation']];
