import type { Duplex } from 'node:stream';
import { lastAnswer } from '../connections/connection-faults.ts';
import type { RequestFault } from './face.ts';
import type { Serving } from './serve-request.ts';

/** The known parts of a request that has no ServerResponse. */
export interface UnreadRequest {
  readonly method?: string | undefined;
  readonly host?: string | undefined;
}

/**
 * Writes a refusal to a connection whose request Node's HTTP server could not read, and closes the connection. Like every
 * other refusal it is a document with code and request id.
 */
export function refuseConnection(
  { parts, face }: Pick<Serving, 'face'> & { readonly parts: Pick<Serving['parts'], 'now' | 'log'> },
  connection: Duplex,
  fault: RequestFault,
  { method = '', host = '' }: UnreadRequest = {},
): void {
  const requestId = face.newRequestId();
  const { status, headers, body, code } = face.faultAnswer(face.refusal(fault), { method, requestId, host });
  const document = Buffer.from(typeof body === 'string' ? body : '');
  const fields = {
    ...face.commonHeaders({ requestId, now: parts.now(), milliseconds: 0 }),
    'content-type': face.documentType,
    ...headers,
  };
  lastAnswer(connection, status, fields, document);
  parts.log?.({ operation: 'unknown', method, status, code, milliseconds: 0, requestId });
}
