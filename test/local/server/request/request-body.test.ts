import { expect, test } from 'vitest';
import { readHeaders } from '../../../../src/local/server/request/read-headers.ts';
import { type OpenBody, requestBody } from '../../../../src/local/server/request/request-body.ts';
import { withServer } from '../../oss/with-server.ts';

/** Sends a body, passes it to `read`, and resolves with what the client received. */
async function exchange(init: RequestInit, read: (body: OpenBody) => Promise<string>): Promise<string> {
  let heard = '';
  await withServer(
    (request, response) => {
      const body = requestBody(request, readHeaders(request.rawHeaders, 'x-oss-'), () => undefined);
      void read(body).then((text) => {
        response.end(text);
        request.resume();
      });
    },
    async (port) => {
      heard = await (await fetch(`http://127.0.0.1:${port}/`, init)).text();
    },
  );
  return heard;
}

async function collect(body: OpenBody): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.read()) chunks.push(chunk);
  return `${body.length} ${Buffer.concat(chunks).toString()}`;
}

function stream(text: string) {
  return { body: new Blob([text]).stream(), duplex: 'half' as const };
}

test.each<[string, RequestInit, string]>([
  ['with its length', { method: 'PUT', body: 'hello' }, '5 hello'],
  ['chunked', { method: 'PUT', ...stream('hello') }, 'undefined hello'],
  ['none', { method: 'GET' }, '0 '],
])('%s', async (_, init, expected) => {
  expect(await exchange(init, collect)).toBe(expected);
});

test('a reader that stops early can still answer', async () => {
  const answer = await exchange({ method: 'PUT', body: 'x'.repeat(1_000_000) }, async (body) => {
    for await (const chunk of body.read()) if (chunk.length > 0) break;
    return `stopped ${body.touched()}`;
  });
  expect(answer).toBe('stopped true');
});

test('a body without a reader is not read', async () => {
  expect(await exchange({ method: 'PUT', body: 'x' }, async (body) => String(body.touched()))).toBe('false');
});
