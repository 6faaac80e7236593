import type { Dispatcher } from 'undici';
// Not the main file of the package, which would add fetch, WebSocket, proxies and mocks: 170 KB in each function.
import Pool from 'undici/lib/dispatcher/pool.js';

export interface PoolOptions {
  /** The most connections. Further requests wait. */
  readonly connections: number;
  /** Time limit for opening a connection, in milliseconds. */
  readonly timeout: number;
}

/** Opens a pool of keep-alive connections to one origin. It has `dispatch`, but not undici's other methods. */
export function openPool(
  origin: string,
  { connections, timeout }: PoolOptions,
): Pick<Dispatcher, 'dispatch' | 'close'> {
  // An object can have 8 KB of metadata and 8 KB of other headers, more than the default limit of undici (16 KB).
  // OSS closes idle connections after a minute. Using one that it just closed would fail.
  return new Pool(origin, { connections, connect: { timeout }, keepAliveTimeout: 30_000, maxHeaderSize: 64 * 1024 });
}
