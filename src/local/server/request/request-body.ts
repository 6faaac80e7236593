import type { IncomingMessage } from 'node:http';
import type { RequestBody } from '../store-call.ts';

export interface OpenBody extends RequestBody {
  /** Whether the body is being read or was read. */
  readonly touched: () => boolean;
}

/**
 * The body of a request, read chunk by chunk on demand. If its reader stops early, the connection stays open, so that a
 * refusal can still be sent.
 *
 * `proceed` sends `100 Continue` to a client that waits for it. It is called when the first bytes are needed.
 */
export function requestBody(
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
  proceed: () => void,
): OpenBody {
  const chunked = headers['transfer-encoding'] !== undefined;
  let touched = false;
  return {
    ...(chunked ? {} : { length: Number(headers['content-length'] ?? 0) }),
    read: () => {
      touched = true;
      proceed();
      return request.iterator({ destroyOnReturn: false });
    },
    touched: () => touched,
  };
}
