import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OssAnswer } from './oss-call.ts';
import { latin1FromUtf8 } from './utf8-from-latin1.ts';

/** Statuses whose answer has no body and no Content-Length. */
const bodiless = new Set([204, 304]);

/**
 * Sends an answer whole. Rejects with a {@link ClientGone} where the client closed the connection, and with the cause
 * where the answer cannot be sent: before its status line for headers, after it for bytes that cannot be read to their
 * end. The bytes of the answer are closed in every case.
 */
export const sendAnswer = async (
  response: ServerResponse,
  method: string,
  answer: OssAnswer,
  common: Readonly<Record<string, string>>,
): Promise<void> => {
  const { body } = answer;
  const bytes = typeof body === 'object' ? body.bytes : undefined;
  try {
    if (response.destroyed) throw new ClientGone();
    const text = typeof body === 'object' ? '' : latin1FromUtf8(body ?? '');
    const length = typeof body === 'object' ? body.size : text.length;
    response.writeHead(answer.status, headerList(answer, text, length, common));
    if (bytes !== undefined) await sendBytes(response, bytes, length);
    if (response.destroyed) throw new ClientGone();
    await finish(response, method === 'HEAD' ? '' : text);
  } finally {
    bytes?.destroy();
  }
};

/** The client closed the connection before it had the whole answer. */
export class ClientGone extends Error {
  constructor(cause?: unknown) {
    super('the client closed the connection before it had its answer', { cause });
    this.name = 'ClientGone';
  }
}

/**
 * Ends the connection rather than the answer when there are fewer bytes than announced, as the client would take the
 * next answer for the rest of this one.
 */
const sendBytes = async (response: ServerResponse, bytes: Readable, size: number): Promise<void> => {
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
};

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Names and values in one list, which Node writes as they are. Of a name that comes twice the first counts.
 *
 * `content-length` comes last. Once Node has seen it, it decodes a `content-disposition` that follows, so that UTF-8 in
 * it is garbled or refused (https://github.com/nodejs/node/pull/46528).
 */
const headerList = (
  { status, headers: given = NONE }: OssAnswer,
  text: string,
  length: number,
  common: Headers,
): string[] => {
  const list: string[] = [];
  const own: Headers = text === '' ? NONE : { 'content-type': 'application/xml' };
  for (const name in own) push(list, name, own[name]);
  for (const name in given) if (own[name] === undefined) push(list, name, given[name]);
  for (const name in common) {
    if (own[name] === undefined && given[name] === undefined) push(list, name, common[name]);
  }
  if (!bodiless.has(status)) push(list, 'content-length', String(length));
  return list;
};

const NONE: Headers = {};

const push = (list: string[], name: string, value: string | undefined): void => {
  if (value !== undefined) list.push(name, value);
};

/**
 * `close` comes after a whole answer as well as instead of its rest. Text is one character a byte, as the headers are:
 * Node then writes both at once, and a second write costs more than all the rest of a small answer.
 */
const finish = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    response.once('error', reject);
    response.once('close', () => (response.writableFinished ? resolve() : reject(new ClientGone())));
    response.end(text, 'latin1', () => resolve());
  });
