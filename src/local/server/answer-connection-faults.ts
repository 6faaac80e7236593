import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerConnectionFaults as answerFaults, type ConnectionFaults } from '../connections/connection-faults.ts';
import { refuseConnection } from './refuse-connection.ts';
import type { Serving } from './serve-request.ts';

/**
 * Answers requests that Node's HTTP server does not pass on, with a document, code and request id. An upload with two lengths is
 * passed to `onBothLengths`.
 */
export function answerConnectionFaults(
  server: Server,
  serving: Serving,
  onBothLengths?: (connection: Duplex, packet: Buffer) => void,
): ConnectionFaults {
  return answerFaults(server, {
    errorOf: serving.face.refusal,
    refuse: (connection, fault) => {
      const about = fault.kind === 'connect' ? { method: 'CONNECT', host: fault.host } : {};
      refuseConnection(serving, connection, fault, about);
    },
    takeOver: (connection, packet) => {
      if (onBothLengths === undefined || !hasBothLengths(packet)) return false;
      onBothLengths(connection, packet);
      return true;
    },
  });
}

/**
 * Whether a packet begins with an upload that has both one Content-Length and `Transfer-Encoding: chunked`. Its head must
 * be complete, and otherwise well-formed.
 */
export function hasBothLengths(packet: Buffer): boolean {
  const end = packet.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const [requestLine = '', ...lines] = packet.toString('latin1', 0, end).split('\r\n');
  if (!/^(?:PUT|POST) [\x21-\x7e\x80-\xff]+ HTTP\/1\.1$/.test(requestLine)) return false;
  if (!lines.every((line) => headerLine.test(line))) return false;
  const [length, ...otherLengths] = valuesOf('content-length', lines);
  const [coding, ...otherCodings] = valuesOf('transfer-encoding', lines);
  if (length === undefined || coding === undefined || otherLengths.length > 0 || otherCodings.length > 0) return false;
  return /^\d+$/.test(length) && coding.toLowerCase() === 'chunked';
}

/** A header line without a space before the colon, folding or control characters (RFC 9112, section 5). */
const headerLine = /^[!#$%&'*+.^_`|~\w-]+:[\t\x20-\x7e\x80-\xff]*$/;

function valuesOf(name: string, lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => line.slice(0, name.length + 1).toLowerCase() === `${name}:`)
    .map((line) => line.slice(name.length + 1).trim());
}
