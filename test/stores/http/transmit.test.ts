import { type AddressInfo, createServer } from 'node:net';
import { Pool } from 'undici';
import { afterEach, expect, test, vi } from 'vitest';
import { sentHeaders } from '../../../src/oss-wire/header-list.ts';
import type { HttpRequest } from '../../../src/stores/http/http-message.ts';
import { LARGEST_ANSWER, transmit } from '../../../src/stores/http/transmit.ts';
import { answer, breakOff, hangUp, type Step, scriptedServer, stall } from '../oss/scripted-server.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function send(
  step: Step,
  request: Partial<HttpRequest> = {},
  headers: Record<string, string> = {},
  deadline = 60_000,
) {
  const server = await scriptedServer([step]);
  const dispatcher = new Pool(server.origin);
  ends.push(() => dispatcher.destroy(), server.close);
  const described: HttpRequest = { method: 'PUT', query: [], headers: {}, ...request };
  const where = { dispatcher, origin: server.origin, path: '/demo/../%2E?a' };
  const sent = transmit(described, { ...where, headers: sentHeaders(headers), timeout: 50, deadline });
  return { sent, server };
}

test('path and headers as given; an answer with its headers joined', async () => {
  const { sent, server } = await send(
    (response) => {
      response.setHeader('x-two', ['1', '2']);
      response.writeHead(201, { etag: 'e' }).end('目');
    },
    {},
    { 'x-oss-meta-a': '', 'cache-control': 'é目' },
  );
  expect(await sent).toMatchObject({ status: 201, headers: { etag: 'e', 'x-two': '1, 2' }, body: '目' });
  expect(server.received).toMatchObject([
    {
      method: 'PUT',
      url: '/demo/../%2E?a',
      headers: { 'x-oss-meta-a': '', 'cache-control': Buffer.from('é目').toString('latin1'), 'content-length': '0' },
    },
  ]);
});

test('bytes that are not UTF-8 are sent as they were received', async () => {
  const { sent, server } = await send(answer(200), {}, { 'content-disposition': 'caf\uefe9' });
  await sent;
  expect(server.received).toMatchObject([{ headers: { 'content-disposition': 'caf\u00e9' } }]);
});

test('an error status is an answer', async () => {
  const { sent } = await send(answer(503, {}, 'busy'));
  expect(await sent).toMatchObject({ status: 503, body: 'busy' });
});

test.each([
  ['a reset connection', hangUp, 'ECONNRESET'],
  ['an answer that breaks off', breakOff, 'UND_ERR_SOCKET'],
  ['silence', stall, 'UND_ERR_HEADERS_TIMEOUT'],
])('%s is an error of the transport', async (_, step, code) => {
  const { sent } = await send(step);
  await expect(sent).rejects.toMatchObject({ code });
});

test('an answer in many pieces, after an interim one', async () => {
  const { sent } = await send((response) => {
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    const bytes = Buffer.from('目'.repeat(1000));
    response.writeHead(200, { 'content-length': bytes.length });
    // Characters are split between pieces.
    for (let i = 0; i < bytes.length; i += 100) response.write(bytes.subarray(i, i + 100));
    response.end();
  });
  expect(await sent).toMatchObject({ status: 200, body: '目'.repeat(1000), headers: { 'content-length': '3000' } });
});

/** Sends a piece repeatedly until the connection closes. */
function dripping(headers: string, piece: string): Step {
  return ({ socket }) => {
    socket?.write(`HTTP/1.1 ${headers}`);
    const timer = setInterval(() => socket?.write(piece), 10);
    socket?.on('close', () => clearInterval(timer));
  };
}

/** Sends data without end, as fast as it is read. */
function flooding(head: number, headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(head, headers);
    const chunk = Buffer.alloc(1024 * 1024, '<!-- -->');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
}

const SLOW = 'the answer was not complete 400 ms after the request';
const LARGE = 'the answer is larger than 8388608 bytes';

test.each([
  ['a body that never ends, by the byte', dripping('200 OK\r\n\r\n', 'x'), SLOW],
  ['a body of a given length, by the byte', dripping('200 OK\r\nContent-Length: 99999\r\n\r\n', 'x'), SLOW],
  ['a chunked body, by the byte', dripping('200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n'), SLOW],
  ['the headers, by the byte', dripping('200 OK\r\nx-a: ', 'x'), SLOW],
  ['endless interim answers', dripping('103 Early Hints\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n'), SLOW],
  ['a body without an end', flooding(200), LARGE],
  ['a body without an end after a refusal', flooding(503), LARGE],
  ['a large body with its length', flooding(200, { 'content-length': String(1024 ** 3) }), LARGE],
])('%s is cut off', async (_, step, why) => {
  const { sent } = await send(step, { method: 'GET' }, {}, why === SLOW ? 400 : undefined);
  await expect(sent).rejects.toThrow(why);
});

test('headers without an end are cut off', async () => {
  const { sent } = await send(dripping('200 OK\r\n', `x-${'a'.repeat(8000)}: b\r\n`), { method: 'GET' });
  await expect(sent).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' });
});

test('an answer of the largest size is accepted, one byte more is not', async () => {
  const body = 'x'.repeat(LARGEST_ANSWER);
  expect((await (await send(answer(200, {}, body))).sent).body.length).toBe(LARGEST_ANSWER);
  await expect((await send(answer(200, {}, `${body}x`))).sent).rejects.toThrow(LARGE);
});

/** A body that records when it is released. */
function source(end: () => Promise<unknown>) {
  let closed = false;
  async function* open() {
    try {
      yield Buffer.from('some');
      await end();
    } finally {
      closed = true;
    }
  }
  return { body: { size: 8, open }, closed: () => closed };
}

test('an error of the body is the error of the request', async () => {
  const { body } = source(() => Promise.reject(new Error('no such file')));
  const { sent } = await send(stall, { body }, { 'content-length': '8' });
  await expect(sent).rejects.toThrow('no such file');
});

test('a body that is not read to its end is released', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const dispatcher = new Pool(origin);
  ends.push(
    () => dispatcher.destroy(),
    async () => void server.close(),
  );
  const { body, closed } = source(() => new Promise((resolve) => setTimeout(resolve, 20)));
  const described: HttpRequest = { method: 'PUT', query: [], headers: {}, body };
  await expect(
    transmit(described, { dispatcher, origin, path: '/', headers: [], timeout: 5000, deadline: 5000 }),
  ).rejects.toThrow();
  await vi.waitFor(() => expect(closed()).toBe(true));
});
