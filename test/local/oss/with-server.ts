import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Runs `work` against a bare HTTP server on a free port of the loopback interface, and stops it. */
export async function withServer(
  serve: (request: IncomingMessage, response: ServerResponse) => void,
  work: (port: number) => Promise<void>,
): Promise<void> {
  const server = createServer(serve);
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );
  try {
    await work(port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
