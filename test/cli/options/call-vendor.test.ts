import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callVendor } from '../../../src/cli/options/call-vendor.ts';

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(request.url === '/moved' ? 301 : 403, { 'x-date': request.headers.date ?? '', location: '/' });
    request.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

test('sends the headers and the body as they are, and returns any status', async () => {
  const call = { method: 'PUT', url: `${origin}/a?b=c`, headers: { date: 'Sat' }, body: 'text' };
  const { status, headers, text } = await callVendor('SLS', call);
  expect([status, headers.get('x-date'), text]).toEqual([403, 'Sat', 'text']);
});

test('shows an answer without the secrets of the request', async () => {
  const call = {
    method: 'PUT',
    url: origin,
    headers: { 'x-acs-security-token': 'of-session' },
    body: 'got of-session',
  };
  const { text, shown } = await callVendor('SLS', call);
  expect([text, shown(text)]).toEqual(['got of-session', 'got ***']);
});

test.each([
  ['nothing listens', 'http://127.0.0.1:1/', /^SLS at http:\/\/127.0.0.1:1 gave no answer: .+; check the region/],
  ['a redirect', '/moved', /unexpected redirect/],
])('no answer: %s', async (_, url, message) => {
  const call = { method: 'GET', url: url.startsWith('/') ? `${origin}${url}` : url, headers: {} };
  await expect(callVendor('SLS', call)).rejects.toMatchObject({
    code: 'api-failed',
    message: expect.stringMatching(message),
  });
});
