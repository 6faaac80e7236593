import type { Dispatcher } from 'undici';
// Not the package's main file: that one brings fetch, WebSocket, proxies and mocks, 170 KB more in each function.
import Pool from 'undici/lib/dispatcher/pool.js';

export interface PoolOptions {
  /** Most connections; more requests wait their turn. */
  readonly connections: number;
  /** Milliseconds that a connection may take to be made. */
  readonly timeout: number;
}

/** Connections to one origin that are kept. It dispatches; the conveniences of undici's main file are not in it. */
export function openPool(
  origin: string,
  { connections, timeout }: PoolOptions,
): Pick<Dispatcher, 'dispatch' | 'close'> {
  // An object can have 8 KB of metadata and 8 KB of other headers, more than the default limit of undici (16 KB).
  // OSS closes idle connections after a minute. Using one that it just closed would fail.
  return new Pool(origin, { connections, connect: { timeout }, keepAliveTimeout: 30_000, maxHeaderSize: 64 * 1024 });
}
