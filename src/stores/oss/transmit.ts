import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { OssRequest } from './oss-request.ts';
import type { OssResponse } from './oss-response.ts';

export interface Transmission {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Path and query, encoded; sent byte for byte. */
  readonly path: string;
  /** Signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the answer to begin, and for each pause in it. Milliseconds. */
  readonly timeout: number;
}

/** Sends a request once. Rejects with the transport's error where no whole answer came. */
export const transmit = async (request: OssRequest, how: Transmission): Promise<OssResponse> => {
  const response = await how.dispatcher.request({
    origin: how.origin,
    method: request.method,
    path: how.path,
    headers: Object.fromEntries(Object.entries(how.headers).map(([name, value]) => [name, utf8AsLatin1(value)])),
    body: openBody(request.body),
    headersTimeout: how.timeout,
    bodyTimeout: how.timeout,
    // undici closes the connection after HEAD unless told not to, for servers that answer it with a body. OSS does not.
    reset: false,
  });
  // Read to the end whatever the status: an unread body would keep its connection from the next request.
  const body = await response.body.text();
  return { status: response.statusCode, headers: flatHeaders(response.headers), body };
};

const openBody = (body: OssRequest['body']): Uint8Array | Readable | null => {
  if (body === undefined) return null;
  return body instanceof Uint8Array ? body : Readable.from(body.open(), { objectMode: false });
};

/** Header text goes out one byte a character; the bytes of its UTF-8 are what was signed. */
const utf8AsLatin1 = (text: string): string => Buffer.from(text).toString('latin1');

const flatHeaders = (received: Dispatcher.ResponseData['headers']): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  const disposition = headers['content-disposition'];
  // undici reads every header as UTF-8 but this one, which it turns back to one character a byte if there is a length.
  if (disposition !== undefined && headers['content-length'] !== undefined) {
    headers['content-disposition'] = Buffer.from(disposition, 'latin1').toString();
  }
  return headers;
};
