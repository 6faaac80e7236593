import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { HeaderList } from '../../oss-wire/header-list.ts';
import type { HttpRequest, HttpResponse } from './http-message.ts';
import { ReceivedResponse } from './received-response.ts';

export interface Transmission {
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  readonly origin: string;
  /** Encoded path and query, sent as they are. */
  readonly path: string;
  /** Includes the signature. undici writes one byte for each character of a value. */
  readonly headers: HeaderList;
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
    const exchange = new Exchange(how.deadline, body, resolve, reject);
    how.dispatcher.dispatch(describe(request, how, body), exchange);
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
    // The type of undici asks for a list that can be changed. It is only read.
    headers: headers as string[],
    headersTimeout: timeout,
    bodyTimeout: timeout,
    // By default undici closes the connection after HEAD, for servers that answer it with a body. The stores do not.
    reset: false,
  };
}

/**
 * Collects an answer in memory. Answers are small, and a stream for each would cost more than the rest of the client.
 * Aborts an answer that is too large, or not complete by the deadline: a slow answer can arrive without a long pause.
 *
 * A class, because undici calls its methods for every request, and closures would be made again each time.
 */
class Exchange {
  readonly #deadline: number;
  readonly #source: Uint8Array | Readable | null;
  readonly #done: (response: HttpResponse) => void;
  readonly #fail: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;
  #abort: (error: Error) => void = () => {};
  #status = 0;
  #headers: readonly Buffer[] = [];
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    deadline: number,
    source: Uint8Array | Readable | null,
    done: (response: HttpResponse) => void,
    fail: (error: Error) => void,
  ) {
    this.#deadline = deadline;
    this.#source = source;
    this.#done = done;
    this.#fail = fail;
    if (source instanceof Readable) source.on('error', (error) => this.onError(error));
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
  }

  onRequestSent(): void {
    this.#timer = setTimeout(late, this.#deadline, this);
  }

  /** Ends the request because it takes too long. */
  expire(): void {
    this.#abort(new Error(`the answer was not complete ${this.#deadline} ms after the request`));
  }

  onHeaders(status: number, headers: readonly Buffer[]): boolean {
    // Interim answers (1xx) come before the answer itself.
    if (status >= 200) {
      this.#status = status;
      this.#headers = headers;
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#size += chunk.length;
    if (this.#size > LARGEST_ANSWER) this.#abort(new Error(`the answer is larger than ${LARGEST_ANSWER} bytes`));
    else this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    clearTimeout(this.#timer);
    const [only] = this.#chunks;
    const body = this.#chunks.length > 1 ? Buffer.concat(this.#chunks, this.#size) : only;
    this.#done(new ReceivedResponse(this.#status, this.#headers, body?.toString() ?? ''));
  }

  onError(error: Error): void {
    clearTimeout(this.#timer);
    // A source that was not read to its end may have a file open.
    if (this.#source instanceof Readable) this.#source.destroy();
    this.#fail(error);
  }
}

function late(exchange: Exchange): void {
  exchange.expire();
}

function openBody(body: HttpRequest['body']): Uint8Array | Readable | null {
  if (body === undefined) return null;
  return body instanceof Uint8Array ? body : Readable.from(body.open(), { objectMode: false });
}
