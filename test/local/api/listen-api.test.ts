import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { listenApi } from '../../../src/local/api/listen-api.ts';

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
