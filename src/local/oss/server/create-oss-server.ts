import { createStoreServer, type StoreServer, type StoreServerOptions } from '../../server/create-store-server.ts';
import { ossFace } from './oss-face.ts';

/** Creates a server that speaks the OSS protocol over HTTP/1.1 and uses a bucket engine. */
export function createOssServer(options: Omit<StoreServerOptions, 'face'>): StoreServer {
  return createStoreServer({ ...options, face: ossFace(options.now) });
}
