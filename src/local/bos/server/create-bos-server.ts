import { createStoreServer, type StoreServer, type StoreServerOptions } from '../../server/create-store-server.ts';
import { bosFace } from './bos-face.ts';

/** Creates a server that speaks the BOS protocol over HTTP/1.1 and uses a bucket engine with the dialect of BOS. */
export function createBosServer(options: Omit<StoreServerOptions, 'face'>): StoreServer {
  return createStoreServer({ ...options, face: bosFace(options.engine.choices) });
}
