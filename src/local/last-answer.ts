import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

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
