import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { headerLatin1, headerText } from '../../oss-wire/header-text.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';

export interface Transmission {
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly origin: string;
  /** Encoded path and query, sent as they are. */
  readonly path: string;
  /** Includes the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** Time limit for the start of the answer and for each pause in it, in milliseconds. */
  readonly timeout: number;
  /** Time limit for the complete answer, from the end of the request, in milliseconds. */
  readonly deadline: number;
}

/** The largest body of an answer, in bytes. A page of 1,000 versions with the longest keys is below 5 MB. */
export const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Sends a request once. Rejects with the transport's error if there is no complete answer. */
export function transmit(request: HttpRequest, how: Transmission): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const body = openBody(request.body);
    const fail = (error: Error): void => {
      // A source that was not read to its end may have a file open.
      if (body instanceof Readable) body.destroy();
      reject(error);
    };
    if (body instanceof Readable) body.on('error', fail);
    how.dispatcher.dispatch(describe(request, how, body), collect(how.deadline, resolve, fail));
  });
}

function describe(
  { method }: HttpRequest,
  { origin, path, headers, timeout }: Transmission,
  body: Uint8Array | Readable | null,
): Dispatcher.DispatchOptions {
  return {
    origin,
    method,
    path,
    body,
    headers: asLatin1(headers),
    headersTimeout: timeout,
    bodyTimeout: timeout,
    // By default undici closes the connection after HEAD, for servers that answer it with a body. The stores do not.
    reset: false,
  };
}

/**
 * Collects an answer in memory. Answers are small, and a stream for each would cost more than the rest of the client.
 * Aborts an answer that is too large, or not complete by the deadline: a slow answer can arrive without a long pause.
 */
function collect(deadline: number, done: (response: HttpResponse) => void, fail: (error: Error) => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let status = 0;
  let headers: Readonly<Record<string, string>> = {};
  let abort: (error: Error) => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  return {
    onConnect: (abortRequest: (error?: Error) => void): void => {
      abort = abortRequest;
    },
    onRequestSent: (): void => {
      const late = (): void => abort(new Error(`the answer was not complete ${deadline} ms after the request`));
      timer = setTimeout(late, deadline);
    },
    onHeaders: (code: number, raw: readonly Buffer[]): boolean => {
      // Interim answers (1xx) come before the answer itself.
      if (code >= 200) {
        status = code;
        headers = readRawHeaders(raw);
      }
      return true;
    },
    onData: (chunk: Buffer): boolean => {
      size += chunk.length;
      if (size > LARGEST_ANSWER) abort(new Error(`the answer is larger than ${LARGEST_ANSWER} bytes`));
      else chunks.push(chunk);
      return true;
    },
    onComplete: (): void => {
      clearTimeout(timer);
      const [only = EMPTY] = chunks;
      done({ status, headers, body: (chunks.length > 1 ? Buffer.concat(chunks) : only).toString() });
    },
    onError: (error: Error): void => {
      clearTimeout(timer);
      fail(error);
    },
  };
}

const EMPTY = Buffer.alloc(0);

function openBody(body: HttpRequest['body']): Uint8Array | Readable | null {
  if (body === undefined) return null;
  return body instanceof Uint8Array ? body : Readable.from(body.open(), { objectMode: false });
}

/** undici writes one byte per character. */
function asLatin1(headers: Readonly<Record<string, string>>): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const name in headers) sent[name] = headerLatin1(headers[name] ?? '');
  return sent;
}

/**
 * Headers by lower-case name, from undici's flat list of names and values. The values of a repeated header are joined.
 */
export function readRawHeaders(raw: readonly Buffer[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]?.toString('latin1').toLowerCase() ?? '';
    const bytes = raw[i + 1];
    const value = bytes === undefined ? '' : headerText(bytes);
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}
