import type { IncomingMessage } from 'node:http';
import type { RequestBody } from '../oss-call.ts';

export interface OpenBody extends RequestBody {
  /** Whether reading has begun. */
  readonly touched: () => boolean;
}

/**
 * The body of a request, read chunk by chunk as its reader asks for more. A reader that stops early leaves the
 * connection whole, so that the refusal which made it stop can still be sent.
 *
 * `proceed` tells a client that waits for `100 Continue` to go on; it is called when somebody wants the bytes.
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
