import { randomUUID } from 'node:crypto';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { BucketEngine } from '../../bucket/bucket-engine.ts';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { createBucketEngine } from '../../bucket/create-bucket-engine.ts';
import type { BucketDialect } from '../../bucket/dialects/bucket-dialect.ts';
import type { VersioningStatus } from '../../bucket/records/object-record.ts';
import { isBlobUsed, tableNamespace } from '../../bucket/records/table-namespace.ts';
import { isBucketName } from '../../bucket-name.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { portError } from '../connections/port-error.ts';
import type { StoreServer, StoreServerOptions } from '../server/create-store-server.ts';
import type { StoreLogEntry } from '../server/store-parts.ts';
import { type EmbeddedStorage, openMemoryStorage } from './embedded-storage.ts';

/** The options that every embedded store has. Each has a default. */
export interface StartStoreOptions {
  /** Names of the buckets to create. Default: `['demo']`. Requests can create more. */
  readonly buckets?: readonly string[];
  /** Versioning of `buckets`. Default: `Enabled`. A bucket that `dataDir` already contains keeps its own. */
  readonly versioning?: VersioningStatus;
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
  readonly onRequest?: (request: RequestLog) => void;
}

/** One answered request. */
export type RequestLog = Omit<StoreLogEntry, 'cause'>;

/** A running embedded store. */
export interface EmbeddedStore {
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

/** What distinguishes the store of one vendor from that of another. */
export interface EmbeddedVendor {
  /** The public function, for messages. */
  readonly name: string;
  readonly region: string;
  readonly dialect: BucketDialect;
  /** Where its buckets are in the table. Default: without a prefix. */
  readonly namespace?: string;
  readonly createServer: (options: Omit<StoreServerOptions, 'face'>) => StoreServer;
  /** Each is called after each write is committed. */
  readonly listeners: readonly ((event: BucketEvent) => void)[];
}

/** Starts an embedded store in this process. */
export async function startStore(options: StartStoreOptions, vendor: EmbeddedVendor): Promise<EmbeddedStore> {
  const { buckets = ['demo'], versioning = 'Enabled', port = 0, onRequest } = options;
  const { credentials = DEFAULT_CREDENTIALS, dataDir } = options;
  const { region, namespace, dialect, listeners } = vendor;
  checkBucketNames(vendor.name, buckets);
  const storage = await openStorage(dataDir);
  try {
    const { commit, blobs, table } = storage;
    let clearing = false;
    const engine = createBucketEngine({
      table: namespace === undefined ? table : tableNamespace(table, namespace),
      dialect,
      now: Date.now,
      newId: () => randomUUID().replaceAll('-', ''),
      keep: storage.keep,
      release: storage.release,
      emit: (event) => {
        if (clearing) return;
        for (const listener of listeners) storage.afterCommit(() => void setImmediate(() => listener(event)));
      },
    });
    await storage.sweepOrphans((blobId) => isBlobUsed(table, blobId));
    await commit(() => createMissing(engine, buckets, versioning));
    const server = vendor.createServer({
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
async function openStorage(dataDir: string | undefined): Promise<EmbeddedStorage> {
  if (dataDir === undefined) return openMemoryStorage();
  const { openFolderStorage } = await import('./folder-storage.ts');
  return openFolderStorage(dataDir);
}

function checkBucketNames(caller: string, names: readonly string[]): void {
  const wrong = names.find((name) => !isBucketName(name));
  if (wrong === undefined) return;
  throw new AutoaliasError(
    'config-invalid',
    `${caller}: ${JSON.stringify(wrong)} is not a valid bucket name; write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end`,
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
