import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchDocument, IssuerUnavailable } from '../../../../src/handlers/http/oidc/fetch-document.ts';
import { openTestIssuer, type TestIssuer } from './test-issuer.ts';

const URL_ = 'https://issuer.example/a';
const LIMIT = 256 * 1024;

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await openTestIssuer();
});
afterAll(() => issuer.close());

function read(instead: RequestListener) {
  issuer.instead = instead;
  return fetchDocument(URL_, issuer.fetch);
}

test.each<[string, RequestListener]>([
  ['a document', (_, response) => response.end('{"a":1}')],
  [
    'a compressed document',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
  ],
  ['a document of the greatest size', (_, response) => response.end(`{"a":1}${' '.repeat(LIMIT - 7)}`)],
])('reads %s', async (_, answer) => {
  expect(await read(answer)).toEqual({ a: 1 });
});

test.each<[string, RequestListener, string]>([
  [
    'a redirect',
    (_, response) => response.writeHead(302, { location: 'https://issuer.example/b' }).end(),
    'answered 302',
  ],
  ['an error', (_, response) => response.writeHead(404).end('{}'), 'answered 404'],
  ['text', (_, response) => response.end('<html>'), 'GET https://issuer.example/a failed: '],
  ['too much', (_, response) => response.end(`{"a":1}${' '.repeat(LIMIT - 6)}`), `is larger than ${LIMIT} bytes`],
  [
    'too much after decompression',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(' '.repeat(LIMIT + 1))),
    `is larger than ${LIMIT} bytes`,
  ],
  [
    'half a response',
    (_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('{');
      response.socket?.destroy();
    },
    'GET https://issuer.example/a failed: ',
  ],
])('refuses %s', async (_, answer, why) => {
  const failed = await read(answer).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(IssuerUnavailable);
  expect(String(failed)).toContain(why);
});

test('follows no redirect', async () => {
  issuer.requests.length = 0;
  await read((_, response) => response.writeHead(302, { location: '/b' }).end()).catch(() => {});
  expect(issuer.requests).toEqual(['/a']);
});

test('names why there is no connection', async () => {
  const closed = await openTestIssuer();
  await closed.close();
  await expect(fetchDocument(URL_, closed.fetch)).rejects.toThrow(
    /^GET https:\/\/issuer\.example\/a failed: .*ECONNREFUSED/,
  );
});

test('stops waiting for an issuer that does not answer', async () => {
  const waits = (_: string, { signal }: RequestInit) =>
    new Promise<never>((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  await expect(fetchDocument(URL_, waits)).rejects.toThrow(/^GET https:\/\/issuer\.example\/a failed: .*timeout/);
}, 20_000);

test('sends no request without TLS', async () => {
  const fetch = (): never => {
    throw new TypeError('a request was sent');
  };
  await expect(fetchDocument('http://issuer.example/a', fetch)).rejects.toThrow('is not an https:// address');
});
