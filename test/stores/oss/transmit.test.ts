import { type AddressInfo, createServer } from 'node:net';
import { Pool } from 'undici';
import { afterEach, expect, test, vi } from 'vitest';
import type { OssRequest } from '../../../src/stores/oss/oss-request.ts';
import { transmit } from '../../../src/stores/oss/transmit.ts';
import { answer, breakOff, hangUp, type Step, scriptedServer, stall } from './scripted-server.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const send = async (step: Step, request: Partial<OssRequest> = {}, headers: Record<string, string> = {}) => {
  const server = await scriptedServer([step]);
  const dispatcher = new Pool(server.origin);
  ends.push(() => dispatcher.destroy(), server.close);
  const described: OssRequest = { method: 'PUT', query: [], headers: {}, ...request };
  const sent = transmit(described, { dispatcher, origin: server.origin, path: '/demo/../%2E?a', headers, timeout: 50 });
  return { sent, server };
};

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
    // Characters are cut in two.
    for (let i = 0; i < bytes.length; i += 100) response.write(bytes.subarray(i, i + 100));
    response.end();
  });
  expect(await sent).toMatchObject({ status: 200, body: '目'.repeat(1000), headers: { 'content-length': '3000' } });
});

/** A body that tells when it is let go. */
const source = (end: () => Promise<unknown>) => {
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
};

test('a body that breaks off is the error that it broke off with', async () => {
  const { body } = source(() => Promise.reject(new Error('no such file')));
  const { sent } = await send(stall, { body }, { 'content-length': '8' });
  await expect(sent).rejects.toThrow('no such file');
});

test('a body that nobody reads on is let go', async () => {
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
  const described: OssRequest = { method: 'PUT', query: [], headers: {}, body };
  await expect(transmit(described, { dispatcher, origin, path: '/', headers: {}, timeout: 5000 })).rejects.toThrow();
  await vi.waitFor(() => expect(closed()).toBe(true));
});
