import type { Duplex } from 'node:stream';
import { lastAnswer } from '../../connections/connection-faults.ts';
import { faultAnswer } from '../answer/fault-answer.ts';
import { httpDate } from '../answer/times.ts';
import type { WireFault } from '../answer/wire-fault.ts';
import type { OssParts } from '../oss-parts.ts';

/** The known parts of a request that has no ServerResponse. */
export interface UnreadRequest {
  readonly method?: string | undefined;
  readonly host?: string | undefined;
}

export interface RefusingServer {
  readonly parts: Pick<OssParts, 'now' | 'log'>;
  readonly newRequestId: () => string;
}

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
    'x-oss-request-id': requestId,
    'x-oss-server-time': '0',
    ...headers,
  };
  lastAnswer(connection, status, fields, document);
  parts.log?.({ operation: 'unknown', method, status, code, milliseconds: 0, requestId });
}
