import type { ContentHeaders, RestoreState } from './object-attributes.ts';
import type { StoreRequest } from './store-request.ts';

/**
 * Answers of a store. Reading a missing key returns `found: 'none'`. Without a definite answer, the store throws a
 * StoreError. Times are Unix milliseconds at whole seconds, as in OSS. ETags have no quotes. `versionId` is absent in a
 * bucket that never had versioning, and the text `null` for a null version.
 */

/** HeadObject found an object. */
export interface ObjectFound {
  readonly found: 'object';
  readonly versionId?: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Unix milliseconds. */
  readonly lastModified: number;
  readonly headers: ContentHeaders;
  /** By lower-case name without `x-oss-meta-` or `x-bce-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  /** For an archived object. */
  readonly restore?: RestoreState;
  /** `Normal`, `Multipart` or `Appendable`. */
  readonly type?: string;
  readonly tagCount?: number;
}

/** Nothing is at the key, or a delete marker is. `versionId` is the id of the delete marker. */
export interface NotFound {
  readonly found: 'none';
  readonly deleteMarker: boolean;
  readonly versionId?: string;
}

/** HeadObject or GetObject found a symlink, whether its target can be read or not. */
export interface LinkInstead {
  readonly found: 'symlink';
}

/** GetObject found an object. */
export interface ObjectText {
  readonly found: 'object';
  /** The content as UTF-8. The end is missing if the object is longer than `maxBytes`. */
  readonly text: string;
  /** When it was written, in Unix milliseconds at whole seconds. Absent if the store did not say. */
  readonly lastModified?: number;
}

/** GetSymlink found a symlink. */
export interface SymlinkFound {
  readonly found: 'symlink';
  /** The key of the target, decoded. */
  readonly target: string;
  /** The bucket of the target, only if it is another one. */
  readonly targetBucket?: string;
  readonly versionId?: string;
  readonly etag?: string;
  readonly lastModified?: number;
  readonly headers: ContentHeaders;
  /** By lower-case name without `x-oss-meta-` or `x-bce-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** GetSymlink found an object (the error `NotSymlink`). */
export interface ObjectInstead {
  readonly found: 'object';
}

/** The write succeeded. */
export interface WriteResult {
  readonly written: true;
  readonly versionId?: string;
  readonly etag?: string;
}

/** Nothing was written, because of `forbidOverwrite` and an existing key. */
export interface KeyExists {
  readonly written: false;
}

/** The version that was removed, or the delete marker that was added. Also the answer if there was nothing at the key. */
export interface DeleteResult {
  readonly versionId?: string;
  /** Whether that version is a delete marker. */
  readonly deleteMarker: boolean;
}

/** What happened to one object of DeleteObjects. `versionId` is the one that was asked for. */
export type DeletedObject =
  | { readonly key: string; readonly versionId?: string; readonly deleted: true }
  | {
      readonly key: string;
      readonly versionId?: string;
      readonly deleted: false;
      /** The error code of the store, if it states one. */
      readonly storeCode?: string;
      readonly message?: string;
    };

/** The results of DeleteObjects, in the order of its objects. A missing object counts as deleted. */
export interface DeletedObjects {
  readonly results: readonly DeletedObject[];
}

/** An object or symlink in a listing. */
export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** Unix milliseconds. */
  readonly lastModified: number;
  /**
   * `Normal`, `Multipart`, `Appendable` or `Symlink`. Absent if the store does not say (`listsLinks` of its capabilities).
   * Then only HeadObject shows whether it is a symlink.
   */
  readonly type?: string;
  readonly storageClass?: string;
  /** For an archived object. */
  readonly restore?: RestoreState;
}

/** A page of ListObjects. */
export interface ObjectsPage {
  readonly objects: readonly ListedObject[];
  /** Only with `delimiter`. */
  readonly prefixes: readonly string[];
  /** Present if and only if there are more pages. */
  readonly nextToken?: string;
  /** When the store answered, by its own clock. Unix milliseconds at a whole second. Absent if it did not say. */
  readonly date?: number;
}

/** A version or delete marker in a listing. */
export interface ListedVersion {
  readonly key: string;
  readonly versionId: string;
  /** Whether it is the current version of its key. */
  readonly isLatest: boolean;
  /** Unix milliseconds. */
  readonly lastModified: number;
  readonly deleteMarker: boolean;
  /** Absent on delete markers, as `etag` and `size` are. Also absent if the store does not say. */
  readonly type?: string;
  readonly etag?: string;
  readonly size?: number;
}

/** A page of ListObjectVersions. There are more pages if it has `nextKeyMarker`. */
export interface VersionsPage {
  readonly versions: readonly ListedVersion[];
  readonly prefixes: readonly string[];
  readonly nextKeyMarker?: string;
  readonly nextVersionIdMarker?: string;
}

/** Whether a bucket keeps versions. `Never`: versioning was never enabled. */
export interface Versioning {
  readonly status: 'Never' | 'Enabled' | 'Suspended';
}

/** The tags of an object or symlink. */
export interface TagsFound {
  readonly found: 'tags';
  readonly tags: Readonly<Record<string, string>>;
  readonly versionId?: string;
}

/** The type of the answer to each operation. */
export interface ResponseByOperation {
  HeadObject: ObjectFound | LinkInstead | NotFound;
  GetObject: ObjectText | LinkInstead | NotFound;
  GetSymlink: SymlinkFound | ObjectInstead | NotFound;
  PutSymlink: WriteResult | KeyExists;
  PutObject: WriteResult | KeyExists;
  DeleteObject: DeleteResult;
  DeleteObjects: DeletedObjects;
  ListObjects: ObjectsPage;
  ListObjectVersions: VersionsPage;
  GetBucketVersioning: Versioning;
  GetObjectTagging: TagsFound | NotFound;
  PutObjectTagging: { readonly versionId?: string };
  DeleteObjectTagging: { readonly versionId?: string };
}

/** The type of the answer to a request. */
export type ResponseTo<R extends StoreRequest> = ResponseByOperation[R['operation']];

/** Any answer. */
export type StoreResponse = ResponseByOperation[StoreRequest['operation']];
