import { randomUUID } from 'node:crypto';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import type { BucketEventName } from '../../bucket/bucket-event.ts';
import { createBucketEngine } from '../../bucket/create-bucket-engine.ts';
import type { VersioningStatus } from '../../bucket/records/object-record.ts';
import { isBucketName } from '../../bucket-name.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { portError } from '../connections/port-error.ts';
import { createOssServer } from '../oss/server/create-oss-server.ts';
import type { StoreLogEntry } from '../server/store-parts.ts';
import { functionEvent } from './function-events.ts';
import { type OssStorage, openMemoryStorage } from './oss-storage.ts';

/** Options of {@link startOss}. Each has a default. */
export interface StartOssOptions {
  /** Names of the buckets to create. Default: `['demo']`. Requests can create more. */
  readonly buckets?: readonly string[];
  /** Versioning of `buckets`. Default: `Enabled`. A bucket that `dataDir` already contains keeps its own. */
  readonly versioning?: VersioningStatus;
  /** Region id without `oss-`. V4 signatures for another region are refused. Default: `cn-hangzhou`. */
  readonly region?: string;
  /**
   * The credentials that the store accepts. Default: access key id `autoalias`, access key secret `autoalias-secret`. With
   * a `securityToken`, requests must send it, as with temporary credentials (STS).
   */
  readonly credentials?: Credentials;
  /**
   * Directory that keeps all data, so that a later start finds it. Created if it does not exist. Only one process at a
   * time can use it. Default: data stays in memory and is lost on `close`.
   */
  readonly dataDir?: string;
  /** Port on 127.0.0.1. Default: 0, which picks a free one. */
  readonly port?: number;
  /** Called after each answered request, for example to assert what the code under test sent. */
  readonly onRequest?: (request: OssRequestLog) => void;
  /**
   * Called after each write is committed, with the event that OSS would send: upload, copy, symlink or removal. An
   * exception does not fail the write; Node reports it as uncaught.
   */
  readonly onChange?: (change: BucketChange) => void;
  /**
   * Called like `onChange`, with the event that a function of Function Compute would receive, one for each write. Pass it to
   * a handler to test it.
   */
  readonly onEvent?: (event: object) => void;
  /**
   * The form of the events of `onEvent`: that of an OSS trigger, of EventBridge, or of a queue that a rule of EventBridge
   * (`smq`) or an event notification of OSS (`smq-notification`) fills. Default: `native`.
   */
  readonly events?: 'native' | 'eventbridge' | 'smq' | 'smq-notification';
}

/** One answered request. */
export type OssRequestLog = Omit<StoreLogEntry, 'cause'>;

/** One write to a bucket. */
export interface BucketChange {
  readonly bucket: string;
  readonly key: string;
  /** The event name of OSS. */
  readonly event: BucketEventName;
}

/** A running embedded OSS store. Spread it into `createOssStore({ ...oss, bucket })` to send requests to it. */
export interface EmbeddedOss {
  /** `http://127.0.0.1:<port>`. Buckets are addressed by path. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** The buckets that were created at the start. */
  readonly buckets: readonly string[];
  /** Removes all buckets with their objects and versions, and creates `buckets` again. For use between two tests. */
  clear(): Promise<void>;
  /** Stops accepting requests, waits up to five seconds for running ones, and frees the port and the directory. */
  close(): Promise<void>;
}

/**
 * Starts an OSS store in this process, on 127.0.0.1. It speaks the protocol of Alibaba Cloud OSS, including V1 and V4
 * signatures, versioning and symlinks, so SDKs work against it unchanged.
 *
 * @throws AutoaliasError `config-invalid` for an invalid bucket name, or for a port or directory that is in use.
 * @example
 * const oss = await startOss({ buckets: ['releases'] });
 * // … point the code under test at oss.endpoint …
 * await oss.close();
 */
export async function startOss(options: StartOssOptions = {}): Promise<EmbeddedOss> {
  const { buckets = ['demo'], versioning = 'Enabled', region = 'cn-hangzhou', port = 0, onRequest, onChange } = options;
  const { credentials = DEFAULT_CREDENTIALS, dataDir, onEvent, events = 'native' } = options;
  checkBucketNames(buckets);
  const storage = await openStorage(dataDir);
  try {
    const { commit, blobs } = storage;
    let clearing = false;
    const engine = createBucketEngine({
      table: storage.table,
      now: Date.now,
      newId: () => randomUUID().replaceAll('-', ''),
      release: storage.release,
      emit: (event) => {
        if (clearing) return;
        const { bucket, key, name } = event;
        if (onChange) storage.afterCommit(() => void setImmediate(() => onChange({ bucket, key, event: name })));
        if (onEvent) {
          storage.afterCommit(() => void setImmediate(() => onEvent(functionEvent(event, events, region))));
        }
      },
    });
    await storage.sweepOrphans(engine.isBlobReferenced);
    await commit(() => createMissing(engine, buckets, versioning));
    const server = createOssServer({
      engine,
      commit,
      blobs,
      region,
      credentials: (id) => (id === credentials.accessKeyId ? credentials : undefined),
      now: Date.now,
      ...(onRequest && { log: ({ cause: _, ...request }) => onRequest(request) }),
    });
    const endpoint = await server.listen(port).catch((error: unknown) => {
      throw portError(error, { name: 'store', host: '127.0.0.1', port, setting: 'the option port' });
    });
    let closed: Promise<void> | undefined;
    return {
      endpoint,
      region,
      credentials,
      buckets,
      clear: () =>
        commit(() => {
          clearing = true;
          removeBuckets(engine);
          createMissing(engine, buckets, versioning);
          clearing = false;
        }, 'reclaim'),
      close: () => {
        closed ??= server.close().finally(storage.close);
        return closed;
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** The same as those of `autoalias dev`. */
const DEFAULT_CREDENTIALS: Credentials = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };

/** Loads the storage on disk only if it is used, because that loads a native module. */
async function openStorage(dataDir: string | undefined): Promise<OssStorage> {
  if (dataDir === undefined) return openMemoryStorage();
  const { openFolderStorage } = await import('./folder-storage.ts');
  return openFolderStorage(dataDir);
}

function checkBucketNames(names: readonly string[]): void {
  const wrong = names.find((name) => !isBucketName(name));
  if (wrong === undefined) return;
  throw new AutoaliasError(
    'config-invalid',
    `startOss: ${JSON.stringify(wrong)} is not a valid bucket name; write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end`,
  );
}

function createMissing(engine: BucketEngine, buckets: readonly string[], versioning: VersioningStatus): void {
  const present = new Set(engine.listBuckets().map(({ name }) => name));
  for (const bucket of buckets) {
    if (present.has(bucket)) continue;
    engine.createBucket({ bucket });
    if (versioning !== 'Never') engine.putBucketVersioning({ bucket, status: versioning });
  }
}

function removeBuckets(engine: BucketEngine): void {
  const requestId = '';
  for (const { name: bucket } of engine.listBuckets()) {
    for (;;) {
      const { versions } = engine.listObjectVersions({ bucket, maxKeys: 1000 });
      if (versions.length === 0) break;
      for (const { key, versionId } of versions) engine.deleteObject({ bucket, key, versionId, requestId });
    }
    engine.deleteBucket({ bucket });
  }
}
