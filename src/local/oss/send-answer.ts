import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { OssAnswer } from './oss-call.ts';
import { latin1FromUtf8 } from './utf8-from-latin1.ts';

/** Statuses whose answer has no body and no Content-Length. */
const bodiless = new Set([204, 304]);

/** Sends an answer whole. Rejects when the client goes away before its end, or the bytes cannot be read to theirs. */
export const sendAnswer = async (
  response: ServerResponse,
  method: string,
  answer: OssAnswer,
  common: Readonly<Record<string, string>>,
): Promise<void> => {
  const headers: Record<string, string | number> = { ...common };
  for (const [name, value] of Object.entries(answer.headers ?? {})) if (value !== undefined) headers[name] = value;
  const { body } = answer;
  if (response.destroyed) {
    if (typeof body === 'object') body.bytes?.destroy();
    throw clientGone();
  }
  if (typeof body === 'object') {
    headers['content-length'] = body.size;
    response.writeHead(answer.status, headers);
    if (body.bytes !== undefined) return pipeline(body.bytes, response);
    return finish(response, '');
  }
  const text = latin1FromUtf8(body ?? '');
  if (text !== '') headers['content-type'] = 'application/xml';
  if (!bodiless.has(answer.status)) headers['content-length'] = text.length;
  response.writeHead(answer.status, headers);
  return finish(response, method === 'HEAD' ? '' : text);
};

/**
 * `close` comes after a whole answer as well as instead of its rest. Text is one character a byte, as the headers are:
 * Node then writes both at once, and a second write costs more than all the rest of a small answer.
 */
const finish = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    response.once('error', reject);
    response.once('close', () => (response.writableFinished ? resolve() : reject(clientGone())));
    response.end(text, 'latin1', () => resolve());
  });

const clientGone = (): Error => new Error('the client closed the connection before it had its answer');
