/** Whether objects of a storage class must be restored before they can be read. */
export function isArchiveClass(storageClass: string | undefined): boolean {
  return storageClass?.endsWith('Archive') === true;
}

/** What a store shows of the storage class of an object. */
export interface StorageState {
  readonly storageClass?: string | undefined;
  readonly restore?: { readonly ongoing: boolean } | undefined;
}

/** The class of an archived object that cannot be read now. Undefined for every other object. */
export function frozenClass({ storageClass, restore }: StorageState): string | undefined {
  return isArchiveClass(storageClass) && restore?.ongoing !== false ? storageClass : undefined;
}
