import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { latin1FromUtf8 } from './request/utf8-from-latin1.ts';
import type { BytesAnswer, StoreAnswer } from './store-call.ts';

/** Statuses whose answer has no body and no Content-Length. */
const bodiless = new Set([204, 304]);

/**
 * Sends a complete answer. Rejects with {@link ClientGone} if the client closed the connection. Rejects with the cause if
 * the headers are invalid (before the status line is sent) or the body cannot be read to its end (after that). The body's
 * stream is destroyed in every case.
 */
export async function sendAnswer(
  response: ServerResponse,
  { method, documentType }: AnswerForm,
  answer: StoreAnswer,
  common: Readonly<Record<string, string>>,
): Promise<void> {
  const { body = '' } = answer;
  const stream = typeof body === 'object' && body.bytes instanceof Readable ? body.bytes : undefined;
  try {
    if (response.destroyed) throw new ClientGone();
    const whole = typeof body === 'object' ? wholeBytes(body) : documentBytes(body);
    const length = typeof body === 'object' ? body.size : whole.length;
    const own = typeof body === 'object' || body === '' ? NONE : { 'content-type': documentType };
    response.writeHead(answer.status, headerList(answer, own, length, common));
    if (stream !== undefined) await sendBytes(response, stream, length);
    if (response.destroyed) throw new ClientGone();
    await finish(response, method === 'HEAD' ? '' : whole);
  } finally {
    stream?.destroy();
  }
}

export interface AnswerForm {
  /** The method of the request. */
  readonly method: string;
  /** Content-Type of a text. */
  readonly documentType: string;
}

/** The client closed the connection before it received the whole answer. */
export class ClientGone extends Error {
  constructor(cause?: unknown) {
    super('the client closed the connection before it received the answer', { cause });
    this.name = 'ClientGone';
  }
}

/**
 * Throws if there are fewer bytes than announced. The connection must then be closed, because the client would read the
 * next answer as the rest of this one.
 */
async function sendBytes(response: ServerResponse, bytes: Readable, size: number): Promise<void> {
  const sent = await pumped(bytes, response);
  if (sent !== size) throw wrongSize(size, sent);
}

/**
 * Writes a stream to an answer, and resolves with the number of bytes. Not with `pipeline`, which creates an abort error
 * for every answer, even if nothing is aborted.
 */
function pumped(bytes: Readable, response: ServerResponse): Promise<number> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const gone = (cause?: unknown): void => {
      bytes.destroy();
      reject(new ClientGone(cause));
    };
    response.once('error', gone).once('close', gone);
    response.on('drain', () => bytes.resume());
    bytes.once('error', (error) => (response.destroyed ? gone(error) : reject(error)));
    bytes.once('end', () => resolve(sent)).once('close', () => reject(new Error('the body was closed before its end')));
    bytes.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      if (!response.write(chunk)) bytes.pause();
    });
  });
}

/** Bytes up to this length are sent with the headers in one write. Copying more costs more than a second write. */
const MOST_JOINED_BYTES = 65_536;

/**
 * The bytes of a body that is in memory, otherwise nothing. Node joins the headers with a text, but not with bytes. A text in
 * Latin-1 has one character for each byte.
 */
function wholeBytes({ bytes, size }: BytesAnswer): string | Uint8Array {
  if (!(bytes instanceof Uint8Array)) return '';
  if (bytes.byteLength !== size) throw wrongSize(size, bytes.byteLength);
  if (size > MOST_JOINED_BYTES) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, size).toString('latin1');
}

function documentBytes(text: string): string | Uint8Array {
  return text.length > MOST_JOINED_BYTES ? Buffer.from(text) : latin1FromUtf8(text);
}

function wrongSize(size: number, sent: number): Error {
  return new Error(`an object of ${size} bytes ended after ${sent}: its file was changed from outside`);
}

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Returns names and values in one list, which Node writes unchanged. If a name occurs twice, the first value is used.
 *
 * `content-length` is last. Node decodes a `content-disposition` that follows it, and garbles or refuses UTF-8 there
 * (https://github.com/nodejs/node/pull/46528).
 */
function headerList(
  { status, headers: given = NONE }: StoreAnswer,
  own: Headers,
  length: number,
  common: Headers,
): string[] {
  const list: string[] = [];
  for (const name in own) push(list, name, own[name]);
  for (const name in given) if (own[name] === undefined) push(list, name, given[name]);
  for (const name in common) {
    if (own[name] === undefined && given[name] === undefined) push(list, name, common[name]);
  }
  if (!bodiless.has(status)) push(list, 'content-length', String(length));
  return list;
}

const NONE: Headers = {};

function push(list: string[], name: string, value: string | undefined): void {
  if (value !== undefined) list.push(name, value);
}

/**
 * `close` is emitted both after a complete answer and instead of its rest. Text has one character per byte, like the
 * headers, so that Node writes both at once. A second write costs more than everything else in a small answer.
 */
function finish(response: ServerResponse, body: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once('error', reject);
    response.once('close', () => (response.writableFinished ? resolve() : reject(new ClientGone())));
    response.end(body, 'latin1', () => resolve());
  });
}
