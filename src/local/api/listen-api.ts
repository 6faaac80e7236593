import { isIP } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

export interface ApiServer {
  readonly url: string;
  /** Lets requests in progress end for a moment, then cuts them off. */
  close(): Promise<void>;
}

const GRACE_MS = 2000;

/** Serves an app over HTTP. Rejects with what `listen` failed of. */
export const listenApi = async (app: Hono, port: number, host: string): Promise<ApiServer> => {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        const cut = 'closeAllConnections' in server ? () => server.closeAllConnections() : () => {};
        const timer = setTimeout(cut, GRACE_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
};
