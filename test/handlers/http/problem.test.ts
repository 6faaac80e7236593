import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { problem } from '../../../src/handlers/http/problem.ts';

test.each([
  [401, 'Bearer realm="autoalias"'],
  [403, null],
] as const)('a problem with status %d is JSON; it asks for a token: %s', async (status, asks) => {
  const app = new Hono().get('/', (c) => problem(c, status, 'a-code', 'why'));
  const response = await app.request('/');
  expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([status, asks]);
  expect(await response.json()).toEqual({ error: { code: 'a-code', message: 'why' } });
});
