import { Agent } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import type { Credentials } from '../../../../src/oss-wire/credentials.ts';
import { checkNames, createOssStore, type OssStoreOptions } from '../../../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../../../src/stores/store.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import {
  answer,
  breakOff,
  closedPort,
  hangUp,
  refuse,
  type ScriptedServer,
  type Step,
  scriptedServer,
  stall,
} from '../scripted-server.ts';

const time = 1735689600_000;
const credentials: Credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(
  steps: readonly Step[],
  options: Partial<OssStoreOptions> = {},
): Promise<{ store: Store; server: ScriptedServer; slept: number[] }> {
  const server = await scriptedServer(steps);
  const slept: number[] = [];
  const store = createOssStore({
    endpoint: server.origin,
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => credentials,
    now: () => time,
    random: () => 0.5,
    sleep: async (ms) => void slept.push(ms),
    ...options,
  });
  ends.push(store.close, server.close);
  return { store, server, slept };
}

const head = { operation: 'HeadObject', key: 'k' } as const;
const link = { operation: 'PutSymlink', key: 'latest', target: 'v1/app.tgz', tags: { a: 'b' } } as const;
const list = { operation: 'ListObjects' } as const;
const written = answer(200, { etag: '"AB"', 'x-oss-version-id': 'v1' });

test('a request arrives signed and complete', async () => {
  const { store, server } = await open([written]);
  expect(await store.send(link)).toEqual({ written: true, etag: 'AB', versionId: 'v1' });
  expect(server.received).toMatchObject([
    {
      method: 'PUT',
      url: '/demo/latest?symlink',
      headers: {
        host: server.origin.slice('http://'.length),
        'x-oss-symlink-target': 'v1/app.tgz',
        'x-oss-tagging': 'a=b',
        'x-oss-date': '20250101T000000Z',
        'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
        'content-length': '0',
        authorization: expect.stringMatching(
          /^OSS4-HMAC-SHA256 Credential=ak\/20250101\/cn-hangzhou\/oss\/aliyun_v4_request,Signature=[0-9a-f]{64}$/,
        ),
      },
      body: '',
    },
  ]);
});

test.each([
  ['.', '/demo/.'],
  ['..', '/demo/..'],
  ['a/../b', '/demo/a/../b'],
  ['//x', '/demo///x'],
  ['a//b/', '/demo/a//b/'],
  ['a b+c%2F', '/demo/a%20b%2Bc%252F'],
  ['?#&=', '/demo/%3F%23%26%3D'],
  ['目录/🚀', '/demo/%E7%9B%AE%E5%BD%95/%F0%9F%9A%80'],
  ["!'()*", '/demo/%21%27%28%29%2A'],
  ['\n\u007f', '/demo/%0A%7F'],
])('the key %j is on the wire as %s', async (key, url) => {
  const { store, server } = await open([answer(404)]);
  await store.send({ operation: 'HeadObject', key });
  expect(server.received.map((request) => request.url)).toEqual([url]);
});

test('headers beyond ASCII are signed, sent and read as UTF-8', async () => {
  const disposition = 'attachment; filename="目 é.tgz"';
  const echo: Step = (response, { headers }) => {
    const raw = headers['content-disposition'] ?? '';
    response
      .writeHead(200, { 'x-oss-request-id': 'R1', 'x-oss-symlink-target': 't', 'content-disposition': raw })
      .end();
  };
  const { store, server } = await open([written, echo]);
  await store.send({ ...link, headers: { contentDisposition: disposition } });
  const onWire = server.received[0]?.headers['content-disposition'] ?? '';
  expect(Buffer.from(onWire, 'latin1').toString()).toBe(disposition);

  const aboutLink = { 'x-oss-symlink-target': 't', 'content-disposition': onWire, 'cache-control': onWire };
  const echoed = await open([answer(200, aboutLink), answer(200, { 'content-length': '0', ...aboutLink })]);
  for (const _ of ['chunked', 'with a length']) {
    expect(await echoed.store.send({ operation: 'GetSymlink', key: 'k' })).toMatchObject({
      headers: { contentDisposition: disposition, cacheControl: disposition },
    });
  }
});

test('temporary credentials are read before every attempt, and their token is sent', async () => {
  let asked = 0;
  const { store, server } = await open([answer(500), written], {
    credentials: async () => {
      asked += 1;
      return { ...credentials, accessKeyId: `ak${asked}`, securityToken: `token${asked}` };
    },
  });
  await store.send(link);
  expect(server.received.map(({ headers }) => headers['x-oss-security-token'])).toEqual(['token1', 'token2']);
  expect(server.received.map(({ headers }) => headers.authorization?.slice(0, 31))).toEqual([
    'OSS4-HMAC-SHA256 Credential=ak1',
    'OSS4-HMAC-SHA256 Credential=ak2',
  ]);
});

const page = answer(200, {}, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');

test.each<[string, StoreRequest, Step, Step]>([
  ['500', link, refuse(500, 'InternalError'), written],
  ['503', link, refuse(503, 'ServiceUnavailable'), written],
  ['429', head, answer(429), answer(404)],
  ['408', head, answer(408), answer(404)],
  ['a connection that is reset', link, hangUp, written],
  ['an answer that breaks off', list, breakOff, page],
  [
    'a body of an error that breaks off',
    list,
    (response) => response.writeHead(500, { 'content-length': '9' }).write('<', () => response.socket?.destroy()),
    page,
  ],
])('sent again after %s', async (_, request, first, second) => {
  const { store, server, slept } = await open([first, second]);
  await store.send(request);
  expect(server.received.map(({ method }) => method)).toHaveLength(2);
  expect(slept).toEqual([100]);
});

test('sent again after a timeout', async () => {
  const { store, server } = await open([stall, written], { timeoutMs: 50 });
  expect(await store.send(link)).toMatchObject({ written: true });
  expect(server.received).toHaveLength(2);
});

test.each<[string, Step, string]>([
  [
    'an answer that drips',
    (response) => {
      response.writeHead(200, { 'x-oss-request-id': 'R1' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    },
    'the answer was not complete 300 ms after the request',
  ],
  ['an answer that is too large', answer(200, {}, ' '.repeat(9_000_000)), 'the answer is larger than 8388608 bytes'],
])('%s is an error and is not retried', async (_, step, why) => {
  const { store, server } = await open([step], { deadlineMs: 300 });
  await expect(store.send(list)).rejects.toMatchObject({
    code: 'store-unreachable',
    message: `ListObjects in bucket demo: no answer from ${server.origin}: ${why}`,
  });
  expect(server.received).toHaveLength(1);
});

test('each attempt has its own signature', async () => {
  let clock = time;
  const { store, server } = await open([refuse(500, 'InternalError'), written], {
    now: () => clock,
    sleep: async () => {
      clock += 60_000;
    },
  });
  await store.send(link);
  expect(server.received.map(({ headers }) => headers['x-oss-date'])).toEqual(['20250101T000000Z', '20250101T000100Z']);
  expect(new Set(server.received.map(({ headers }) => headers.authorization)).size).toBe(2);
});

test('waits for the delay that OSS requests', async () => {
  const { store, slept } = await open([
    refuse(503, 'TotalQpsLimitExceeded', { 'x-oss-qos-delay-time': '1234' }),
    written,
  ]);
  await store.send(link);
  expect(slept).toEqual([1234]);
});

test('a wrong clock is corrected from the answer, also for later requests', async () => {
  const skewed = refuse(403, 'RequestTimeTooSkewed', { date: 'Wed, 01 Jan 2025 02:00:00 GMT' });
  const { store, server } = await open([skewed, written]);
  await store.send(link);
  await store.send(link);
  expect(server.received.map(({ headers }) => headers['x-oss-date'])).toEqual([
    '20250101T000000Z',
    '20250101T020000Z',
    '20250101T020000Z',
  ]);
});

test.each<[string, StoreRequest, Step, number]>([
  ['403', link, refuse(403, 'AccessDenied'), 403],
  ['404 of the bucket', link, refuse(404, 'NoSuchBucket'), 404],
  ['400', link, refuse(400, 'InvalidArgument'), 400],
  ['409', link, refuse(409, 'FileImmutable'), 409],
  ['501', list, refuse(501, 'NotImplemented'), 501],
])('not sent again after %s', async (_, request, step, status) => {
  const { store, server, slept } = await open([step]);
  await expect(store.send(request)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'store-refused',
    details: { status, attempts: 1, requestId: 'R1' },
  });
  expect(server.received).toHaveLength(1);
  expect(slept).toEqual([]);
});

test('stops after three attempts, with a doubled limit for each wait', async () => {
  const { store, server, slept } = await open([refuse(503, 'ServiceUnavailable')]);
  await expect(store.send(link)).rejects.toMatchObject({
    code: 'store-refused',
    message:
      'PutSymlink of latest in bucket demo, sent 3 times: OSS answered 503 ServiceUnavailable (Why.), request id R1',
    details: { status: 503, storeCode: 'ServiceUnavailable', attempts: 3 },
  });
  expect(server.received).toHaveLength(3);
  expect(slept).toEqual([100, 200]);
});

test('no answer is an error that keeps its cause', async () => {
  const { store, server } = await open([hangUp]);
  await expect(store.send(head)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'store-unreachable',
    message: expect.stringMatching(
      /^HeadObject of k in bucket demo, sent 3 times: no answer from http:\/\/127\.0\.0\.1:\d+: /,
    ),
    details: { operation: 'HeadObject', bucket: 'demo', key: 'k', attempts: 3 },
    cause: expect.any(Error),
  });
  expect(server.received).toHaveLength(3);
});

test('nothing listens at the address', async () => {
  const port = await closedPort();
  const { store, slept } = await open([], { endpoint: `http://127.0.0.1:${port}` });
  await expect(store.send(head)).rejects.toMatchObject({
    code: 'store-unreachable',
    message: expect.stringContaining('ECONNREFUSED'),
    details: { attempts: 3 },
  });
  expect(slept).toHaveLength(2);
});

test('a body is opened again for each attempt', async () => {
  let opened = 0;
  const body = {
    size: 10,
    async *open() {
      opened += 1;
      yield Buffer.from('hello');
      yield Buffer.from('world');
    },
  };
  const { store, server } = await open([refuse(500, 'InternalError'), written]);
  await store.send({ operation: 'PutObject', key: 'k', body });
  expect(opened).toBe(2);
  expect(server.received).toMatchObject([
    { body: 'helloworld', headers: { 'content-length': '10' } },
    { body: 'helloworld', headers: { 'content-length': '10' } },
  ]);
});

test.each([
  [
    'fails',
    async function* () {
      yield Buffer.from('hello');
      throw new Error('disk gone');
    },
    /disk gone/,
  ],
  [
    'is shorter than it said',
    async function* () {
      yield Buffer.from('hello');
    },
    /UND_ERR_REQ_CONTENT_LENGTH_MISMATCH/,
  ],
])('a body that %s is an error at once, and no complete request arrives', async (_, openBody, message) => {
  const { store, server, slept } = await open([written]);
  const put = { operation: 'PutObject', key: 'k', body: { size: 10, open: openBody } } as const;
  await expect(store.send(put)).rejects.toMatchObject({
    code: 'store-unreachable',
    message: expect.stringMatching(message),
  });
  expect(slept).toEqual([]);
  expect(server.received).toEqual([]);
});

test('bytes as a body', async () => {
  const { store, server } = await open([written]);
  await store.send({ operation: 'PutObject', key: 'k', body: new TextEncoder().encode('héllo') });
  expect(server.received).toMatchObject([{ body: 'héllo', headers: { 'content-length': '6' } }]);
});

test('connections are reused, also after errors, and their number is limited', async () => {
  const { store, server } = await open([refuse(403, 'AccessDenied'), answer(404), written], { connections: 2 });
  await expect(store.send(link)).rejects.toThrow();
  await store.send(head);
  await Promise.all(Array.from({ length: 20 }, () => store.send(link)));
  expect(server.received).toHaveLength(22);
  expect(server.connections()).toBeLessThanOrEqual(2);
});

test('a request that OSS would receive as another is not sent', async () => {
  const { store, server } = await open([answer(204)]);
  await expect(store.send({ operation: 'DeleteObject', key: '' })).rejects.toMatchObject({ code: 'request-malformed' });
  expect(server.received).toEqual([]);
});

test('it can be closed twice', async () => {
  const { store } = await open([written]);
  await store.send(link);
  await Promise.all([store.close(), store.close()]);
  await store.close();
});

test('a given dispatcher sends the requests and stays open', async () => {
  const dispatcher = new Agent();
  ends.push(() => dispatcher.close());
  const { store } = await open([written], { dispatcher });
  await store.send(link);
  await store.close();
  expect(dispatcher.closed).toBe(false);
});

test.each<[Partial<OssStoreOptions>, string]>([
  [{ region: 'oss-cn-hangzhou' }, 'region "oss-cn-hangzhou" is not valid; write cn-hangzhou'],
  [{ endpoint: 'ftp://x' }, 'OSS endpoint "ftp://x": only http and https are supported'],
])('options that cannot work are refused at once: %j', (options, message) => {
  const make = () =>
    createOssStore({ region: 'cn-hangzhou', bucket: 'demo', credentials: () => credentials, ...options });
  expect(make).toThrow(expect.objectContaining({ code: 'config-invalid', message }));
});

test.each([
  [1, 1],
  [2, 2],
  [5, 5],
])('with %i attempts allowed, a throttled request is sent %i times', async (attempts, sent) => {
  const { store, server } = await open([refuse(503, 'TotalQpsLimitExceeded')], { attempts });
  await expect(store.send(head)).rejects.toMatchObject({ details: { attempts: sent, status: 503 } });
  expect(server.received).toHaveLength(sent);
});

test('`answered` receives the last answer to each request, also errors', async () => {
  const seen: unknown[] = [];
  const steps = [refuse(503, 'TotalQpsLimitExceeded'), written, refuse(403, 'AccessDenied')];
  const { store } = await open(steps, {
    answered: ({ status, headers }) => seen.push([status, headers['x-oss-version-id']]),
  });
  await store.send(link);
  await expect(store.send(link)).rejects.toMatchObject({ details: { storeCode: 'AccessDenied' } });
  expect(seen).toEqual([
    [200, 'v1'],
    [403, undefined],
  ]);
});

describe('checkNames', () => {
  test.each([
    ['demo', 'cn-hangzhou'],
    ['a-1', 'cb-123'],
    ['a'.repeat(63), 'ap-southeast-1'],
  ])('bucket %s in %s is accepted', (bucket, region) => {
    expect(checkNames({ bucket, region })).toBeUndefined();
  });

  const rule = 'write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end';
  test.each([
    ['', 'cn-hangzhou', `bucket "" is not valid; ${rule}`],
    ['ab', 'cn-hangzhou', `bucket "ab" is not valid; ${rule}`],
    ['Demo', 'cn-hangzhou', `bucket "Demo" is not valid; ${rule}`],
    ['demo-', 'cn-hangzhou', `bucket "demo-" is not valid; ${rule}`],
    ['a/b.evil.com', 'cn-hangzhou', `bucket "a/b.evil.com" is not valid; ${rule}`],
    ['a'.repeat(64), 'cn-hangzhou', `bucket "${'a'.repeat(64)}" is not valid; ${rule}`],
    ['demo', 'oss-cn-hangzhou', 'region "oss-cn-hangzhou" is not valid; write cn-hangzhou'],
    ['demo', '', 'region "" is not valid; write an id such as cn-hangzhou'],
    ['demo', 'x.evil.com/', 'region "x.evil.com/" is not valid; write an id such as cn-hangzhou'],
  ])('bucket %j in %j is refused', (bucket, region, message) => {
    expect(() => checkNames({ bucket, region })).toThrow(expect.objectContaining({ code: 'config-invalid', message }));
  });
});
