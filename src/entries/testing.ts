export { AutoaliasError, type ErrorCode } from '../autoalias-error.ts';
export {
  type BosChange,
  type BosRequestLog,
  type EmbeddedBos,
  type StartBosOptions,
  startBos,
} from '../local/embedded/start-bos.ts';
export {
  type BucketChange,
  type EmbeddedOss,
  type OssRequestLog,
  type StartOssOptions,
  startOss,
} from '../local/embedded/start-oss.ts';
export type { Credentials } from '../oss-wire/credentials.ts';
export type { Store } from '../stores/store.ts';
export { createMemoryStore, type MemoryStoreOptions } from './public/create-memory-store.ts';
