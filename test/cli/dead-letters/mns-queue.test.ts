import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { openMnsQueue } from '../../../src/cli/dead-letters/mns-queue.ts';
import { listenApi } from '../../../src/local/api/listen-api.ts';
import { mnsApi } from '../../../src/local/api/mns/mns-api.ts';
import { openLetters } from '../../local/api/mns/letters-fixture.ts';

const CREDENTIALS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** The API of the local cloud over HTTP, with a clock that the test moves on. */
async function open(count: number, change: { name?: string; secret?: string } = {}) {
  const { world, queue } = openLetters(count);
  world.now = Date.now();
  const answer = mnsApi({ queue, credentials: CREDENTIALS, startedAt: 0, now: () => world.now, newId: () => 'id' });
  const app = new Hono().all('*', (c) => {
    const { pathname, search } = new URL(c.req.url);
    return answer(c.req.raw, pathname + search);
  });
  const { url, close } = await listenApi(app, 0, '127.0.0.1');
  closers.push(close);
  const { name = 'autoalias-failed-events', secret = CREDENTIALS.accessKeySecret } = change;
  return { world, queue: openMnsQueue({ url, name, credentials: { ...CREDENTIALS, accessKeySecret: secret } }) };
}

test('peeks, receives, releases and removes messages', async () => {
  const { queue, world } = await open(18);
  expect(await queue.peek()).toHaveLength(16);
  const received = await queue.receive();
  expect(received).toMatchObject([
    { id: '0001', receiptHandle: expect.stringMatching(/^1-.*=$/) },
    ...Array(15).fill({}),
  ]);
  expect(JSON.parse(Buffer.from(received[0]?.body ?? '', 'base64').toString())).toMatchObject({
    requestPayload: '{"n":"0001"}',
  });
  expect(await queue.peek()).toHaveLength(2);
  const [first, second] = received;
  if (first === undefined || second === undefined) throw new TypeError('nothing was received');
  expect(await queue.remove(first)).toBe(true);
  expect(await queue.remove(first)).toBe(false);
  await queue.release(second);
  world.now += 1000;
  expect((await queue.peek()).map(({ id }) => id)).toEqual(['0002', '0017', '0018']);
  // It is visible already, which is what release is for.
  await queue.release(second);
  expect(world.letters).toHaveLength(17);
});

test('an empty queue has no messages', async () => {
  const { queue } = await open(0);
  expect([await queue.peek(), await queue.receive()]).toEqual([[], []]);
});

test.each([
  ['another queue', { name: 'other' }, /404 \(QueueNotExist: .*; check --queue/],
  ['another secret', { secret: 'x' }, /403 \(SignatureDoesNotMatch: /],
])('reports the error of the service: %s', async (_, change, message) => {
  const { queue } = await open(1, change);
  await expect(queue.peek()).rejects.toMatchObject({ code: 'api-failed', message: expect.stringMatching(message) });
});

test.each([
  [200, 'not XML', 'its answer is not XML'],
  [200, '<Other/>', 'its answer is not a list of messages'],
  [500, 'oops', 'it answered 500 (no code: no reason)'],
])('reports an answer of %d with %j', async (status, body, message) => {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const queue = openMnsQueue({ url, name: 'q', credentials: CREDENTIALS });
  await expect(queue.receive()).rejects.toMatchObject({
    code: 'api-failed',
    message: expect.stringContaining(message),
  });
});
