import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';

export interface Received {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Step = (response: ServerResponse, received: Received) => void;

export interface ScriptedServer {
  readonly origin: string;
  readonly received: readonly Received[];
  /** Connections accepted so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** An HTTP server that answers the n-th request by the n-th step, and all further ones by the last. */
export async function scriptedServer(steps: readonly Step[]): Promise<ScriptedServer> {
  const received: Received[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => response.destroy());
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const step = steps[Math.min(received.length, steps.length - 1)];
      const entry = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(entry);
      step?.(response, entry);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** As OSS answers: with a request id. */
export function answer(status: number, headers: Record<string, string> = {}, body = ''): Step {
  return (response) => {
    response.writeHead(status, { 'x-oss-request-id': 'R1', ...headers }).end(body);
  };
}

/** The answer of a server that is not OSS. */
export function stranger(status: number): Step {
  return (response) => {
    response.writeHead(status).end();
  };
}

export function refuse(status: number, code: string, headers: Record<string, string> = {}): Step {
  return answer(status, headers, `<Error><Code>${code}</Code><Message>Why.</Message></Error>`);
}

/** The connection ends before a byte of an answer. */
export const hangUp: Step = (response) => {
  response.socket?.resetAndDestroy();
};

/** The connection ends in the middle of an answer. */
export const breakOff: Step = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('<ListBucketResult>', () => response.socket?.destroy());
};

/** No answer, ever. */
export const stall: Step = () => {};
