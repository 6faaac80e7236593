import { Hono } from 'hono';
import { expect, it, test } from 'vitest';
import { listenApi } from '../../../src/local/api/listen-api.ts';
import { askRaw, openConnection } from '../oss/raw-connection.ts';

const app = new Hono().get('/', (c) => c.text('here'));

it('serves on a free port until it is closed', async () => {
  const server = await listenApi(app, 0, '127.0.0.1');
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(server.url)).text()).toBe('here');
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});

it('says that a port is taken', async () => {
  const server = await listenApi(app, 0, '127.0.0.1');
  await expect(listenApi(app, Number(new URL(server.url).port), '127.0.0.1')).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await server.close();
});

const CLOSE = 'Host: h\r\nConnection: close\r\n';

test.each([
  ['no HTTP', 'nonsense\r\n\r\n', 400, 'request-malformed'],
  ['TLS', Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0]), 400, 'request-malformed'],
  ['an unknown method', 'BREW / HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'request-malformed'],
  ['a target with a space', 'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'request-malformed'],
  ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'request-malformed'],
  ['HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n', 400, 'request-malformed'],
  ['an invalid Host', 'GET / HTTP/1.1\r\nHost: a b/c?\r\nConnection: close\r\n\r\n', 400, 'request-malformed'],
  ['a target that is not a path', `GET http://[ HTTP/1.1\r\n${CLOSE}\r\n`, 400, 'request-malformed'],
  ['large headers', `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431, 'request-malformed'],
  ['a large target', `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nHost: h\r\n\r\n`, 431, 'request-malformed'],
  ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405, 'method-not-allowed'],
  ['an unknown expectation', `POST / HTTP/1.1\r\n${CLOSE}Expect: tea\r\n\r\n`, 417, 'request-malformed'],
])('%s gets a JSON error', async (_, bytes, status, code) => {
  const server = await listenApi(app, 0, '127.0.0.1');
  const heard = await askRaw(server.url, bytes);
  const [head = '', body = ''] = heard.split('\r\n\r\n');
  expect([...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, one]) => Number(one))).toEqual([status]);
  expect(head.toLowerCase()).toContain('content-type: application/json');
  expect(JSON.parse(body)).toEqual({ error: { code, message: expect.stringMatching(/^[^\n]{10,}$/) } });
  await server.close();
});

test('a body that breaks off gets a JSON error', async () => {
  const reading = new Hono().post('/', async (c) => c.text(await c.req.text()));
  reading.onError((error, c) => c.json({ error: { code: 'internal', message: error.message } }, 500));
  const server = await listenApi(reading, 0, '127.0.0.1');
  const socket = await openConnection(server.url, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello');
  const heard: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => heard.push(chunk)).end();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(String(Buffer.concat(heard))).toContain('"message":"the request ends before its body does"');
  await server.close();
});

test('the server still answers after a client resets a refused connection', async () => {
  const server = await listenApi(app, 0, '127.0.0.1');
  const socket = await openConnection(server.url, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n');
  socket.resetAndDestroy();
  expect(await (await fetch(server.url)).text()).toBe('here');
  await server.close();
});
