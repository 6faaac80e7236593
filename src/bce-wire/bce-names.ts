/** Lower-case header names of BOS. Source: bce-sdk-go http/constants.go, bce-sdk-js src/headers.js, and the pages named below. */
export const BCE_HEADERS = {
  date: 'x-bce-date',
  securityToken: 'x-bce-security-token',
  requestId: 'x-bce-request-id',
  debugId: 'x-bce-debug-id',
  contentSha256: 'x-bce-content-sha256',
  /** PutSymlink: https://cloud.baidu.com/doc/BOS/s/Vkd8m19ts. GetSymlink: https://cloud.baidu.com/doc/BOS/s/okd8m23n4. */
  symlinkTarget: 'x-bce-symlink-target',
  symlinkBucket: 'x-bce-symlink-bucket',
  forbidOverwrite: 'x-bce-forbid-overwrite',
  storageClass: 'x-bce-storage-class',
  acl: 'x-bce-acl',
  /** `Symlink` or `Appendable`. Absent on a usual object. */
  objectType: 'x-bce-object-type',
  versionId: 'x-bce-version-id',
  /** No source names it. OSS has a header of this kind, and a store may leave it out. */
  deleteMarker: 'x-bce-delete-marker',
  tagging: 'x-bce-tagging',
  taggingCount: 'x-bce-tagging-count',
  taggingDirective: 'x-bce-tagging-directive',
  copySource: 'x-bce-copy-source',
  metadataDirective: 'x-bce-metadata-directive',
  restore: 'x-bce-restore',
  nextAppendOffset: 'x-bce-next-append-offset',
} as const;

/** The start of the headers of user metadata. */
export const BCE_META_PREFIX = 'x-bce-meta-';

/** The storage classes of BOS and the names that autoalias has for them. Source: bce-sdk-go services/bos/api/model.go. */
export const BOS_STORAGE_CLASSES = {
  STANDARD: 'Standard',
  STANDARD_IA: 'IA',
  COLD: 'Cold',
  ARCHIVE: 'Archive',
} as const;

/** A storage class as BOS writes it. */
export type BosStorageClass = keyof typeof BOS_STORAGE_CLASSES;

/** The name that autoalias has for a class of BOS. Other classes, such as those for several zones, keep their name. */
export function storageClassName(text: string): string {
  return Object.hasOwn(BOS_STORAGE_CLASSES, text) ? BOS_STORAGE_CLASSES[text as BosStorageClass] : text;
}

/** The name that BOS has for a class. Undefined for a class that BOS does not have. */
export function bosStorageClass(name: string): BosStorageClass | undefined {
  return (Object.keys(BOS_STORAGE_CLASSES) as BosStorageClass[]).find((text) => BOS_STORAGE_CLASSES[text] === name);
}
