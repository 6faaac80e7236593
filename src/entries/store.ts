export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export type { Credentials } from '../oss-wire/credentials.ts';
export type { BosChoices } from '../stores/bos/bos-choices.ts';
export type { ContentHeaders, ObjectAcl, StorageClass } from '../stores/object-attributes.ts';
export type { Store } from '../stores/store.ts';
export type { StoreCapabilities } from '../stores/store-capabilities.ts';
export { StoreError, type StoreErrorDetails } from '../stores/store-error.ts';
export type {
  Body as ObjectBody,
  DeleteObject,
  DeleteObjects,
  DeleteObjectTagging,
  GetBucketVersioning,
  GetObject,
  GetObjectTagging,
  GetSymlink,
  HeadObject,
  ListObjects,
  ListObjectVersions,
  PutObject,
  PutObjectTagging,
  PutSymlink,
  StoreRequest,
} from '../stores/store-request.ts';
export type {
  DeletedObject,
  DeletedObjects,
  ListedObject,
  ListedVersion,
  NotFound,
  ObjectFound,
  ObjectsPage,
  ObjectText,
  ResponseByOperation,
  ResponseTo,
  StoreResponse,
  SymlinkFound,
  VersionsPage,
} from '../stores/store-response.ts';
export { type BosStoreOptions, createBosStore } from './public/create-bos-store.ts';
export { createOssStore, type OssStoreOptions } from './public/create-oss-store.ts';
