import { STORAGE_CLASSES, type StorageClass } from './object-attributes.ts';

/**
 * What a store can do, beyond what every store can. The alias protocol chooses by these facts, and never asks which vendor
 * a store belongs to. A fact that no source proves counts as missing.
 */
export interface StoreCapabilities {
  /** Listings show which keys are symlinks. If not, listed objects have no `type`, and only HeadObject shows it. */
  readonly listsLinks: boolean;
  /** PutSymlink can set tags on the symlink. */
  readonly tagsLinks: boolean;
  /**
   * With versioning, each write of a symlink is kept as a version: it has an id, is listed, newest first, and can be read by
   * that id. If not, no answer about a symlink has a `versionId`.
   */
  readonly versionsLinks: boolean;
  /** When `forbidOverwrite` of PutSymlink protects an existing key: always, or only where versioning was never enabled. */
  readonly createOnly: 'always' | 'unversioned';
  /** A symlink can point into another bucket. */
  readonly linksAcrossBuckets: boolean;
  /** The storage classes that a symlink can have. */
  readonly linkClasses: readonly StorageClass[];
  /** How many bytes the names and values of the metadata of a symlink can have together. */
  readonly linkMetadataBytes: number;
}

/** Alibaba Cloud OSS. */
export const OSS_CAPABILITIES: StoreCapabilities = {
  listsLinks: true,
  tagsLinks: true,
  versionsLinks: true,
  createOnly: 'unversioned',
  linksAcrossBuckets: false,
  linkClasses: STORAGE_CLASSES,
  linkMetadataBytes: 8192,
};

/**
 * Baidu BOS. Its documents do not say whether symlinks have versions or tags, and its listings show no type. So both count
 * as missing. Its page of PutSymlink names the storage classes of a symlink. It does not say whether `x-bce-forbid-overwrite`
 * has an effect in a versioned bucket, so the guard counts only where versioning was never enabled, as in OSS.
 */
export const BOS_CAPABILITIES: StoreCapabilities = {
  listsLinks: false,
  tagsLinks: false,
  versionsLinks: false,
  createOnly: 'unversioned',
  linksAcrossBuckets: true,
  linkClasses: ['Standard', 'IA', 'Cold'],
  // https://cloud.baidu.com/doc/BOS/s/Njwvyseb4
  linkMetadataBytes: 2048,
};
