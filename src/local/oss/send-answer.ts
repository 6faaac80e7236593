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
  const { body } = answer;
  if (response.destroyed) {
    if (typeof body === 'object') body.bytes?.destroy();
    throw clientGone();
  }
  if (typeof body === 'object') {
    response.writeHead(answer.status, flat({ 'content-length': String(body.size) }, answer.headers, common));
    if (body.bytes !== undefined) return pipeline(body.bytes, response);
    return finish(response, '');
  }
  const text = latin1FromUtf8(body ?? '');
  response.writeHead(answer.status, flat(aboutText(answer.status, text), answer.headers, common));
  return finish(response, method === 'HEAD' ? '' : text);
};

type Headers = Readonly<Record<string, string | undefined>>;

const aboutText = (status: number, text: string): Headers => ({
  'content-type': text === '' ? undefined : 'application/xml',
  'content-length': bodiless.has(status) ? undefined : String(text.length),
});

/** Names and values in one list, which Node writes as they are; of a name that comes twice, the first. */
const flat = (own: Headers, given: Headers = NONE, common: Headers): string[] => {
  const list: string[] = [];
  for (const name in own) push(list, name, own[name]);
  for (const name in given) if (own[name] === undefined) push(list, name, given[name]);
  for (const name in common) {
    if (own[name] === undefined && given[name] === undefined) push(list, name, common[name]);
  }
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
    response.once('close', () => (response.writableFinished ? resolve() : reject(clientGone())));
    response.end(text, 'latin1', () => resolve());
  });

const clientGone = (): Error => new Error('the client closed the connection before it had its answer');
