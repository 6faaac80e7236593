import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request that the store answered. */
export interface Answered {
  readonly method: string;
  /** The key, decoded. */
  readonly key: string;
  readonly isSymlink: boolean;
}

/** A proxy in front of a store, which holds the answer to one request and all requests after it. */
export interface HoldingProxy {
  readonly endpoint: string;
  /** Resolves once the store has answered the request that `isLast` accepts. */
  readonly held: Promise<void>;
  /** Sends what is held, and holds nothing more. */
  readonly release: () => void;
  readonly close: () => void;
}

export async function holdingProxy(store: string, isLast: (request: Answered) => boolean): Promise<HoldingProxy> {
  const { hostname, port } = new URL(store);
  let isHeld = false;
  let hold = (): void => {};
  let fail = (_: unknown): void => {};
  let release = (): void => {};
  const held = new Promise<void>((resolveHeld, reject) => {
    hold = resolveHeld;
    fail = reject;
  });
  const released = new Promise<void>((resolveReleased) => {
    release = resolveReleased;
  });
  const forward = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    const body = await buffer(from);
    if (isHeld) await released;
    const { method = '', url = '', headers } = from;
    const { pathname, searchParams } = new URL(url, store);
    const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
    // Set before the request is sent, so that no other one overtakes it.
    const isTheLast = !isHeld && isLast({ method, key, isSymlink: searchParams.has('symlink') });
    isHeld ||= isTheLast;
    const sent = request({ hostname, port, method, path: url, headers });
    sent.end(body);
    const [answer]: [IncomingMessage] = (await once(sent, 'response')) as [IncomingMessage];
    const content = await buffer(answer);
    if (isTheLast) {
      hold();
      await released;
    }
    to.writeHead(answer.statusCode ?? 500, answer.headers).end(content);
  };
  const server = createServer((from, to) => void forward(from, to).catch(fail));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held,
    release,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
