import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { messageOf } from '../../error-text.ts';
import { answerConnectionFaults, type ConnectionFault, lastAnswer } from '../connections/connection-faults.ts';

export interface ApiServer {
  readonly url: string;
  /** Waits a moment for requests in progress, then closes their connections. */
  close(): Promise<void>;
}

const GRACE_MS = 2000;

/** Serves an app over HTTP, and answers unreadable requests with JSON errors. Rejects with the error of `listen`. */
export async function listenApi(app: Hono, port: number, host: string): Promise<ApiServer> {
  const serve = getRequestListener(app.fetch, {
    errorHandler: (error) => {
      const { status, code, message } = malformed(messageOf(error));
      return Response.json({ error: { code, message } }, { status });
    },
  });
  // Otherwise Node answers a request without Host without a body.
  const server = createServer({ requireHostHeader: false, maxHeaderSize: 16 * 1024 });
  const faults = answerConnectionFaults(server, {
    errorOf: (fault) => new Error(refusalOf(fault).message),
    refuse: (connection, fault) => {
      const { status, ...error } = refusalOf(fault);
      const headers = { 'content-type': 'application/json', ...(status === 405 ? { allow: 'GET, POST' } : {}) };
      lastAnswer(connection, status, headers, Buffer.from(JSON.stringify({ error })));
    },
  });
  const refuse = (response: ServerResponse, { status, ...error }: Refusal): void => {
    const body = JSON.stringify({ error });
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    });
    response.end(body);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!faults.accept(request, response)) return;
    if (request.headers.host === undefined) refuse(response, malformed('it has no Host header'));
    else void serve(request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    if (faults.accept(request, response)) refuse(response, UNKNOWN_EXPECTATION);
  });
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
        const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** A JSON error of the API, and its status. */
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function malformed(why: string): Refusal {
  return {
    status: 400,
    code: 'request-malformed',
    message: `the request is not HTTP/1.1: ${why}`,
  };
}

const UNKNOWN_EXPECTATION: Refusal = {
  status: 417,
  code: 'request-malformed',
  message: 'the only supported value of the header Expect is 100-continue; leave it out',
};

function refusalOf(fault: ConnectionFault): Refusal {
  switch (fault.kind) {
    case 'headers-too-large':
      return { status: 431, code: 'request-malformed', message: 'the request line and headers are larger than 16 KB' };
    case 'incomplete':
      return { status: 400, code: 'request-malformed', message: 'the request ends before its body does' };
    case 'timeout':
      return { status: 408, code: 'request-malformed', message: 'the request did not arrive in time' };
    case 'connect':
      return {
        status: 405,
        code: 'method-not-allowed',
        message: 'this server is not a proxy and does not support CONNECT',
      };
    case 'not-http':
      return malformed(fault.reason);
  }
}
