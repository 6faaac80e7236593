import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { ConnectionFaults } from '../connections/connection-faults.ts';
import { answerConnectionFaults } from './answer-connection-faults.ts';
import type { Face } from './face.ts';
import { type Arrival, type Serving, serveRequest } from './serve-request.ts';
import type { StoreParts } from './store-parts.ts';

export interface StoreServerOptions extends StoreParts {
  readonly face: Face;
  /** Lets the server listen beyond the loopback interface. The default credentials are public, so this must be explicit. */
  readonly allowRemote?: boolean;
  /** Milliseconds in which the headers of a request must arrive. Default: 60,000. */
  readonly headersTimeout?: number;
}

export interface StoreServer {
  /** Starts listening, and resolves with the endpoint, such as `http://127.0.0.1:9000`. Port 0 picks a free port. */
  listen(port: number, host?: string): Promise<string>;
  /** Stops accepting requests, waits at most `graceMs` (default 5,000) for those in progress, then closes all connections. */
  close(graceMs?: number): Promise<void>;
}

/** Creates a server that speaks the protocol of a face over HTTP/1.1 and uses a bucket engine. */
export function createStoreServer({
  allowRemote = false,
  headersTimeout = 60_000,
  face,
  ...parts
}: StoreServerOptions): StoreServer {
  const options = {
    // User metadata can take 8 KB and a link's target 3 KB. With a lower limit Node would refuse them without a code.
    maxHeaderSize: 64 * 1024,
    // An upload of 5 GB can take long. The socket's timeout below ends idle connections.
    requestTimeout: 0,
    // Must be set: without the timeout above, Node has no limit for headers either, and slow bytes keep a socket open.
    headersTimeout,
    connectionsCheckingInterval: Math.min(headersTimeout, 30_000),
    keepAliveTimeout: 60_000,
    noDelay: true,
    // Otherwise Node answers without a body if `Host` is missing.
    requireHostHeader: false,
  };
  const server = createServer(options);
  server.timeout = 120_000;
  let listensOn: string | undefined;
  const serving = {
    parts,
    face,
    closing: () => !server.listening,
    listensOn: () => listensOn,
  };
  const uploads = serverOfOneUpload(options, serving);
  // By default Node silently drops headers after the first 2,000. Their total size is bounded anyway.
  server.maxHeadersCount = 0;
  uploads.maxHeadersCount = 0;
  const faults = answerConnectionFaults(server, serving, (connection, packet) => {
    uploads.emit('connection', replayedConnection(connection, packet));
  });
  serveOn(server, serving, faults);
  return {
    listen: (port, host = '127.0.0.1') => {
      if (!allowRemote) refuseRemote(host);
      listensOn = host;
      return listen(server, port, host);
    },
    close: (graceMs = 5_000) => close(server, graceMs),
  };
}

function serveOn(server: Server, serving: Serving, faults: ConnectionFaults): void {
  const serve =
    (arrival: Arrival) =>
    (request: IncomingMessage, response: ServerResponse): void => {
      if (!faults.accept(request, response)) return;
      void serveRequest(
        serving,
        request,
        response,
        lacksHost(request) ? { ...arrival, refusal: { kind: 'no-host' } as const } : arrival,
      );
    };
  server.on('request', serve({}));
  server.on('checkContinue', serve({ expectsContinue: true }));
  server.on('checkExpectation', serve({ refusal: { kind: 'unknown-expectation' } }));
}

/**
 * Serves uploads with both a Content-Length and chunks, one per connection. ali-oss sends them for a stream with a known
 * length, and OSS accepts them. Two programs that read such a request differently disagree where the next one begins
 * (request smuggling). So only the chunks count, and the connection closes after the answer: RFC 9112, section 6.3.
 */
function serverOfOneUpload(options: ServerOptions, serving: Serving): Server {
  const server = createServer({ ...options, insecureHTTPParser: true });
  const last = { ...serving, closing: () => true };
  const faults = answerConnectionFaults(server, last);
  const served = new WeakSet<object>();
  serveOn(server, last, {
    accept: (request, response) => {
      if (served.has(request.socket)) return false;
      served.add(request.socket);
      return faults.accept(request, response);
    },
  });
  return server;
}

function lacksHost({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host === undefined && httpVersion === '1.1';
}

function refuseRemote(host: string): void {
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return;
  throw new AutoaliasError(
    'config-invalid',
    `store server: cannot listen on ${host}: other machines may reach it, and the default credentials are public; ` +
      'listen on 127.0.0.1, or allow remote access explicitly',
  );
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${isIP(host) === 6 ? `[${host}]` : host}:${taken}`);
    });
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  // An answer that was being sent when closing began may have announced a kept connection.
  const letGo = setInterval(() => server.closeIdleConnections(), 50);
  try {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error === undefined ? resolve() : reject(error)));
    });
  } finally {
    clearTimeout(cutOff);
    clearInterval(letGo);
  }
}

/** A connection that starts with bytes that were already read from a socket, and continues with the rest of the socket. */
export function replayedConnection(socket: Socket | Duplex, bytes: Buffer): Duplex {
  // Detaches the HTTP parser from the socket. As Node documents, adding a 'data' listener does the same.
  socket.removeAllListeners('data');
  const connection = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  connection.push(bytes);
  socket.on('data', (chunk: Buffer) => {
    if (!connection.push(chunk)) socket.pause();
  });
  socket.once('end', () => connection.push(null));
  socket.once('close', () => connection.destroy());
  return connection;
}
