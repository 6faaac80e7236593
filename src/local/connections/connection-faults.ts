import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ConnectionFaults {
  /** Call it for every request. False: the connection is being closed, so do not serve the request. */
  readonly accept: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A problem with a request that Node's HTTP server does not pass on. */
export type ConnectionFault =
  | { readonly kind: 'not-http'; readonly reason: string }
  | { readonly kind: 'headers-too-large' | 'incomplete' | 'timeout' }
  | { readonly kind: 'connect'; readonly host: string | undefined };

/** How one protocol answers these faults. */
export interface FaultProtocol {
  /** Writes the answer and closes the connection. */
  readonly refuse: (connection: Duplex, fault: ConnectionFault) => void;
  /** The error that the reader of a body gets, so that its request is answered like any other. */
  readonly errorOf: (fault: ConnectionFault) => Error;
  /** Takes over a connection whose first packet cannot be parsed. False: it is refused. */
  readonly takeOver?: (connection: Duplex, packet: Buffer) => boolean;
}

/**
 * Answers what Node's HTTP server would answer without a body or not at all: bytes that are not an HTTP request, headers
 * beyond the limit, incomplete requests, and CONNECT.
 */
export function answerConnectionFaults(
  server: Server,
  { refuse: answer, errorOf, takeOver }: FaultProtocol,
): ConnectionFaults {
  const exchanges = new WeakMap<Duplex, Set<Exchange>>();
  /** By connection, the last request that was answered before its whole body had arrived. */
  const early = new WeakMap<Duplex, IncomingMessage>();
  const failed = new WeakSet<Duplex>();
  const openOn = (connection: Duplex): readonly Exchange[] => [...(exchanges.get(connection) ?? [])];

  const refuse = async (connection: Duplex, fault: ConnectionFault): Promise<void> => {
    const open = openOn(connection);
    // The reader of the body gets the fault, and the request is answered like any other.
    open.find(({ request }) => !request.complete)?.request.emit('error', errorOf(fault));
    // Answers must be sent in the order of the requests.
    await Promise.all(open.map(({ response }) => new Promise((resolve) => response.once('close', resolve))));
    if (!connection.writable) connection.destroy();
    // The fault is in the body of a request that was answered already.
    else if (early.get(connection)?.complete === false) closeConnection(connection);
    else answer(connection, fault);
  };

  server.on('clientError', (error: ClientError, connection) => {
    // After its first error, a parser also reports every further packet.
    if (failed.has(connection)) return;
    failed.add(connection);
    if (error.code === 'ECONNRESET' || !connection.writable) return void connection.destroy();
    const { rawPacket } = error;
    // The packet begins with a request only if every request before it ended in an earlier packet.
    const startsRequest = openOn(connection).length === 0 && !early.has(connection);
    if (rawPacket !== undefined && startsRequest && takeOver?.(connection, rawPacket)) return;
    void refuse(connection, faultOf(error));
  });
  server.on('connect', ({ headers }, connection) => {
    answer(connection, { kind: 'connect', host: headers.host });
  });
  server.on('timeout', (connection) => {
    const isUnanswered = openOn(connection).some(({ request, response }) => !request.complete && !response.headersSent);
    if (!isUnanswered || failed.has(connection)) return void connection.destroy();
    failed.add(connection);
    void refuse(connection, { kind: 'timeout' });
  });

  return {
    accept: (request, response) => {
      const { socket } = request;
      if (failed.has(socket)) return false;
      const open = exchanges.get(socket) ?? new Set();
      const exchange = { request, response };
      // Without a listener, an error in an unread body would end the process.
      request.on('error', () => {});
      exchanges.set(socket, open.add(exchange));
      response.once('close', () => {
        open.delete(exchange);
        if (!request.complete) early.set(socket, request);
      });
      return true;
    },
  };
}

/** An error of Node's HTTP parser. */
interface ClientError extends Error {
  readonly code?: string;
  readonly reason?: string;
  readonly rawPacket?: Buffer;
}

function faultOf({ code, reason, message }: ClientError): ConnectionFault {
  if (code === 'HPE_HEADER_OVERFLOW') return { kind: 'headers-too-large' };
  if (code === 'HPE_INVALID_EOF_STATE') return { kind: 'incomplete' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { kind: 'timeout' };
  return { kind: 'not-http', reason: reason ?? message };
}

/** How long a client may take to read the answer before its connection is destroyed. */
const LINGER_MS = 1000;

/** Writes an answer to a connection that has no ServerResponse, and closes the connection. */
export function lastAnswer(
  connection: Duplex,
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer,
): void {
  const fields = { ...headers, 'content-length': String(body.length), connection: 'close' };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
  closeConnection(connection, Buffer.concat([Buffer.from(head, 'latin1'), body]));
}

/** Closes a connection after its client has had time to read the answer, even if the client is still sending. */
export function closeConnection(connection: Duplex, last: Buffer = Buffer.alloc(0)): void {
  // After CONNECT the socket has no error listener, so a client that resets it would end the process.
  connection.on('error', () => connection.destroy());
  connection.end(last);
  setTimeout(() => connection.destroy(), LINGER_MS).unref();
}
