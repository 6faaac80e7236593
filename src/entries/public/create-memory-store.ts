import { createMemoryStore as openMemoryStore } from '../../stores/memory/memory-store.ts';
import type { Store } from '../../stores/store.ts';

/** Options of {@link createMemoryStore}. Each has a default. */
export interface MemoryStoreOptions {
  /** Default: `demo`. */
  readonly bucket?: string;
  /** Default: `Enabled`. */
  readonly versioning?: 'Never' | 'Enabled' | 'Suspended';
  /** The clock of the store, in Unix milliseconds. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Creates a bucket in memory, without a server. It gives the same answers and errors as the embedded store of
 * `startOss`, and keeps no bodies: there is no operation that reads one.
 *
 * @example
 * const store = createMemoryStore();
 * await store.send({ operation: 'PutObject', key: 'releases/app/1.0.0/app.tgz', body: Buffer.from('x') });
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { bucket, versioning, now } = options;
  const { send, close, ...store } = openMemoryStore({
    ...(bucket !== undefined && { bucket }),
    ...(versioning !== undefined && { versioning }),
    ...(now !== undefined && { now }),
  });
  return { bucket: store.bucket, capabilities: store.capabilities, send, close };
}
