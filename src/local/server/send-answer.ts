import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { latin1FromUtf8 } from './request/utf8-from-latin1.ts';
import type { StoreAnswer } from './store-call.ts';

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
  const { body } = answer;
  const bytes = typeof body === 'object' ? body.bytes : undefined;
  try {
    if (response.destroyed) throw new ClientGone();
    const text = typeof body === 'object' ? '' : latin1FromUtf8(body ?? '');
    const length = typeof body === 'object' ? body.size : text.length;
    const own = text === '' ? NONE : { 'content-type': documentType };
    response.writeHead(answer.status, headerList(answer, own, length, common));
    if (bytes !== undefined) await sendBytes(response, bytes, length);
    if (response.destroyed) throw new ClientGone();
    await finish(response, method === 'HEAD' ? '' : text);
  } finally {
    bytes?.destroy();
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
  let sent = 0;
  bytes.on('data', (chunk: Buffer) => {
    sent += chunk.length;
  });
  let unreadable: unknown;
  bytes.once('error', (error) => {
    unreadable ??= response.destroyed ? undefined : error;
  });
  await pipeline(bytes, response, { end: false }).catch((cause: unknown) => {
    throw unreadable ?? new ClientGone(cause);
  });
  if (sent !== size)
    throw new Error(`an object of ${size} bytes ended after ${sent}: its file was changed from outside`);
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
function finish(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once('error', reject);
    response.once('close', () => (response.writableFinished ? resolve() : reject(new ClientGone())));
    response.end(text, 'latin1', () => resolve());
  });
}
