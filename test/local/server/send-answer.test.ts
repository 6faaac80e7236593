import { request } from 'node:http';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ClientGone, sendAnswer } from '../../../src/local/server/send-answer.ts';
import type { StoreAnswer } from '../../../src/local/server/store-call.ts';
import { withServer } from '../oss/with-server.ts';

const GET = { method: 'GET', documentType: 'application/xml' };

function bytes(text: string) {
  return Readable.from([Buffer.from(text)]);
}

test.each<[string, string, StoreAnswer, Readonly<Record<string, string | null>>, string]>([
  [
    'a document',
    'GET',
    { status: 200, body: '<A/>' },
    { 'content-type': 'application/xml', 'content-length': '4' },
    '<A/>',
  ],
  [
    'a document beyond ASCII',
    'GET',
    { status: 200, body: '<A>é目😀</A>', headers: { 'x-oss-meta-a': 'Ã©' } },
    { 'content-length': '16', 'x-oss-meta-a': 'Ã©' },
    '<A>é目😀</A>',
  ],
  [
    'a document that is longer than one write',
    'GET',
    { status: 200, body: `<A>${'é'.repeat(70_000)}</A>` },
    { 'content-type': 'application/xml', 'content-length': '140007' },
    `<A>${'é'.repeat(70_000)}</A>`,
  ],
  ['an empty answer', 'PUT', { status: 200 }, { 'content-type': null, 'content-length': '0' }, ''],
  ['no content', 'DELETE', { status: 204 }, { 'content-length': null }, ''],
  ['not modified', 'GET', { status: 304, headers: { etag: '"A"' } }, { etag: '"A"', 'content-length': null }, ''],
  [
    'bytes',
    'GET',
    { status: 200, body: { size: 5, bytes: bytes('hello') } },
    { 'content-length': '5', 'content-type': null },
    'hello',
  ],
  [
    'bytes that are in memory, with a header beyond ASCII',
    'GET',
    { status: 200, body: { size: 4, bytes: Buffer.from('éab') }, headers: { 'x-oss-meta-a': 'Ã©' } },
    { 'content-length': '4', 'x-oss-meta-a': 'Ã©' },
    'éab',
  ],
  [
    'more bytes than one write has',
    'GET',
    { status: 200, body: { size: 100_000, bytes: Buffer.alloc(100_000, 'a') } },
    { 'content-length': '100000' },
    'a'.repeat(100_000),
  ],
  ['no bytes', 'GET', { status: 200, body: { size: 0 } }, { 'content-length': '0' }, ''],
  ['the size alone', 'HEAD', { status: 200, body: { size: 5 } }, { 'content-length': '5' }, ''],
  [
    'a header left out',
    'GET',
    { status: 200, headers: { 'x-oss-a': undefined, 'x-oss-b': 'b' } },
    { 'x-oss-a': null, 'x-oss-b': 'b' },
    '',
  ],
])('%s', async (_, method, answer, headers, body) => {
  const sent: Promise<void>[] = [];
  await withServer(
    (incoming, response) =>
      sent.push(sendAnswer(response, { ...GET, method: incoming.method ?? '' }, answer, { server: 'S' })),
    async (port) => {
      const heard = await fetch(`http://127.0.0.1:${port}/`, { method });
      expect(heard.status).toBe(answer.status);
      expect(Object.fromEntries(Object.keys(headers).map((name) => [name, heard.headers.get(name)]))).toEqual(headers);
      expect(heard.headers.get('server')).toBe('S');
      expect(await heard.text()).toBe(body);
      await Promise.all(sent);
    },
  );
});

test.each([
  ['a line break', { 'x-oss-meta-a': 'a\nb' }],
  ['text that is not one byte per character', { 'content-disposition': '文' }],
  ['an invalid name', { 'x oss': 'a' }],
])('a header that cannot be sent leaves the answer open and closes the bytes: %s', async (_, headers) => {
  const unread = bytes('hello');
  await withServer(
    async (_request, response) => {
      const answer: StoreAnswer = { status: 200, headers, body: { size: 5, bytes: unread } };
      const failed = await sendAnswer(response, GET, answer, {}).then(
        () => 'sent',
        (error: unknown) => error,
      );
      const facts = [failed instanceof TypeError, response.headersSent, unread.destroyed];
      await sendAnswer(response, GET, { status: 500, body: JSON.stringify(facts) }, {});
    },
    async (port) => {
      const heard = await fetch(`http://127.0.0.1:${port}/`);
      expect([heard.status, await heard.json()]).toEqual([500, [true, false, true]]);
    },
  );
});

test.each([
  ['fewer bytes than announced', () => bytes('hell'), 'ended after 4'],
  [
    'a stream that is closed',
    () => {
      const stream = new Readable({ read: () => {} });
      stream.push('he');
      setTimeout(() => stream.destroy(), 20);
      return stream;
    },
    'closed before its end',
  ],
  [
    'a disk that fails',
    () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('he');
          throw new Error('EIO');
        })(),
      ),
    'EIO',
  ],
])('%s: the connection ends, so that no other answer is taken for the rest', async (_, open, why) => {
  const failed: Promise<unknown>[] = [];
  await withServer(
    (_request, response) => {
      const sent = sendAnswer(response, GET, { status: 200, body: { size: 5, bytes: open() } }, {});
      failed.push(
        sent.catch((error: unknown) => {
          response.destroy();
          return error;
        }),
      );
    },
    async (port) => {
      const heard = await fetch(`http://127.0.0.1:${port}/`);
      await expect(heard.text()).rejects.toThrow('terminated');
      const error = await failed[0];
      expect([String(error), error instanceof ClientGone]).toEqual([expect.stringContaining(why), false]);
    },
  );
});

test('the stream of a body is destroyed if the client disconnects during a download', async () => {
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(65_536));
    },
  });
  const sent: Promise<unknown>[] = [];
  await withServer(
    (_, response) =>
      sent.push(
        expect(sendAnswer(response, GET, { status: 200, body: { size: 1e9, bytes: endless } }, {})).rejects.toThrow(
          'close',
        ),
      ),
    async (port) => {
      await new Promise<void>((resolve) => {
        const outgoing = request({ port, host: '127.0.0.1' }, (response) =>
          response.once('data', () => resolve(void outgoing.destroy())),
        );
        outgoing.on('error', () => undefined);
        outgoing.end();
      });
      await expect.poll(() => endless.destroyed).toBe(true);
      await Promise.all(sent);
    },
  );
});

test('a client that has gone before its answer', async () => {
  const unread = bytes('hello');
  const gone: Promise<unknown>[] = [];
  await withServer(
    (_, response) => {
      const closed = new Promise((resolve) => response.once('close', resolve));
      gone.push(closed.then(() => sendAnswer(response, GET, { status: 200, body: { size: 5, bytes: unread } }, {})));
    },
    async (port) => {
      const outgoing = request({ port, host: '127.0.0.1' });
      outgoing.on('error', () => undefined);
      outgoing.end();
      await expect.poll(() => gone.length).toBe(1);
      outgoing.destroy();
      await expect(gone[0]).rejects.toThrow('the client closed the connection');
      expect(unread.destroyed).toBe(true);
    },
  );
});

test('the headers and a small body are one write', async () => {
  const writes: unknown[] = [];
  const sent: Promise<void>[] = [];
  await withServer(
    ({ socket }, response) => {
      const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
      const counted = (...args: unknown[]): boolean => {
        // Node ends every answer with an empty chunk.
        if (args[0] !== '') writes.push(args[0]);
        return write(...args);
      };
      Object.assign(socket, { write: counted });
      sent.push(sendAnswer(response, GET, { status: 200, body: { size: 8, bytes: Buffer.alloc(8) } }, {}));
    },
    async (port) => {
      await (await fetch(`http://127.0.0.1:${port}/`)).text();
      await Promise.all(sent);
      expect(writes).toHaveLength(1);
    },
  );
});
