import { Pool } from 'undici';
import { afterEach, expect, test } from 'vitest';
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
