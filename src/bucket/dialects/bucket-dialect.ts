import type { StorageClass } from '../../stores/object-attributes.ts';
import { STORAGE_CLASSES } from '../../stores/object-attributes.ts';
import type { UnverifiedChoices } from '../unverified-choices.ts';

/** How the buckets of one vendor differ from those of another, as data. */
export interface BucketDialect {
  readonly keys: {
    /** Bytes of UTF-8. */
    readonly longest: number;
    /** Whether a key can have the path segments `.` and `..`. */
    readonly dotSegments: boolean;
  };
  /** The most bytes of all names and values of an object's user metadata. */
  readonly mostMetadataBytes: number;
  readonly storageClasses: readonly StorageClass[];
  /** What a second creation of a bucket does: it changes the ACL, or it is refused. */
  readonly existingBucket: 'updated' | 'refused';
  readonly links: {
    /** Whether the target can be in another bucket. */
    readonly acrossBuckets: boolean;
    /** Classes that a symlink cannot have, neither explicitly nor from its bucket. */
    readonly refusedClasses: readonly StorageClass[];
    /** The ETag of a symlink: different at each write, or the MD5 of the target's key. */
    readonly etag: 'unique' | 'target-md5';
  };
  /** Whether `forbidOverwrite` also protects objects in a bucket that has, or had, versions. */
  readonly forbidsInVersioned: (choices: UnverifiedChoices) => boolean;
  /** The choices as the operations read them. A dialect replaces those that its vendor's pages answer. */
  readonly engineChoices: (choices: UnverifiedChoices) => UnverifiedChoices;
}

/** Alibaba Cloud OSS. Limits are from the page "Limits", behaviour from the page of each operation. */
export const OSS_DIALECT: BucketDialect = {
  keys: { longest: 1023, dotSegments: true },
  mostMetadataBytes: 8192,
  storageClasses: STORAGE_CLASSES,
  existingBucket: 'updated',
  links: { acrossBuckets: false, refusedClasses: [], etag: 'unique' },
  forbidsInVersioned: () => false,
  engineChoices: (choices) => choices,
};
