import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { faultAnswer } from './fault-answer.ts';
import { httpDate } from './http-date.ts';
import type { OssParts } from './oss-parts.ts';
import type { WireFault } from './wire-fault.ts';

/** The known parts of a request that has no ServerResponse. */
export interface UnreadRequest {
  readonly method?: string | undefined;
  readonly host?: string | undefined;
}

export interface RefusingServer {
  readonly parts: Pick<OssParts, 'now' | 'log'>;
  readonly newRequestId: () => string;
}

/** How long a client may take to read a refusal before its connection is destroyed. */
const LINGER_MS = 1000;

/**
 * Writes a refusal to a connection whose request Node's HTTP server could not read, and closes the connection. Like every
 * other refusal it is an XML document with code and request id.
 */
export function refuseConnection(
  { parts, newRequestId }: RefusingServer,
  connection: Duplex,
  fault: WireFault,
  { method = '', host = '' }: UnreadRequest = {},
): void {
  const now = parts.now();
  const requestId = newRequestId();
  const { status, headers, body, code } = faultAnswer(fault, { method, requestId, host });
  const document = Buffer.from(typeof body === 'string' ? body : '');
  const fields = {
    server: 'AliyunOSS',
    date: httpDate(now),
    'content-type': 'application/xml',
    'content-length': String(document.length),
    'x-oss-request-id': requestId,
    'x-oss-server-time': '0',
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : `${name}: ${value}`));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
  closeConnection(connection, Buffer.concat([Buffer.from(head, 'latin1'), document]));
  parts.log?.({ operation: 'unknown', method, status, code, milliseconds: 0, requestId });
}

/** Closes a connection after its client has had time to read the answer, even if the client is still sending. */
export function closeConnection(connection: Duplex, last: Buffer = Buffer.alloc(0)): void {
  // After CONNECT the socket has no error listener, so a client that resets it would end the process.
  connection.on('error', () => connection.destroy());
  connection.end(last);
  setTimeout(() => connection.destroy(), LINGER_MS).unref();
}
