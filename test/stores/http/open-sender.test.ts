import { type Dispatcher, Pool } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { clockOffset, openPool, openSender } from '../../../src/stores/http/open-sender.ts';
import { type OssStoreOptions, ossProtocol } from '../../../src/stores/oss/client/oss-client.ts';
import { answer, closedPort, refuse, type Step, scriptedServer } from '../oss/scripted-server.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(step: Step, options: Partial<OssStoreOptions> = {}) {
  const server = await scriptedServer([step]);
  const complete = {
    endpoint: server.origin,
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => ({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
    now: () => 1735689600_000,
    ...options,
  };
  const sender = openSender(ossProtocol(complete), complete);
  ends.push(sender.close, server.close);
  return { sender, server };
}

const get = { method: 'GET', key: 'a b', query: [['symlink', '']], headers: {} } as const;

test('a request is signed, sent and answered', async () => {
  const { sender, server } = await open(answer(200, { etag: 'e' }));
  expect(await sender.send(get)).toEqual({ response: expect.objectContaining({ status: 200 }) });
  expect(server.received).toMatchObject([
    { url: '/demo/a%20b?symlink', headers: { authorization: expect.stringContaining('Credential=ak/20250101/') } },
  ]);
});

test('common headers are sent and signed, and do not replace those of the request', async () => {
  const { sender, server } = await open(answer(200), {
    headers: { 'x-oss-request-payer': 'requester', 'user-agent': 'autoalias test', 'x-oss-meta-a': 'common' },
  });
  await sender.send({ ...get, method: 'PUT', headers: { 'x-oss-meta-a': 'own' } });
  const headers = server.received[0]?.headers;
  expect(headers).toMatchObject({
    'x-oss-request-payer': 'requester',
    'user-agent': 'autoalias test',
    'x-oss-meta-a': 'own',
  });
  const without = await open(answer(200));
  await without.sender.send({ ...get, method: 'PUT', headers: { 'x-oss-meta-a': 'own' } });
  expect(without.server.received[0]?.headers).not.toHaveProperty('x-oss-request-payer');
  expect(without.server.received[0]?.headers.authorization).not.toBe(headers?.authorization);
});

test('the headers that were signed are sent without a copy, and each header of a request is read once', async () => {
  const reads: string[] = [];
  const headers = new Proxy<Record<string, string>>(
    { 'content-type': 'a/b', 'cache-control': 'no-cache', 'x-oss-meta-a': '1' },
    {
      get: (given, name) => {
        reads.push(String(name));
        return given[String(name)];
      },
    },
  );
  const options = {
    endpoint: 'http://127.0.0.1:1',
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => ({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
  };
  const protocol = ossProtocol(options);
  const lists: unknown[] = [];
  const dispatched: unknown[] = [];
  const dispatcher = new (class extends Pool {
    override dispatch(given: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandlers): boolean {
      dispatched.push(given.headers);
      handler.onError?.(new Error('nothing is sent'));
      return true;
    }
  })(options.endpoint);
  const signing: typeof protocol = {
    ...protocol,
    sign: (...request) => {
      const list = protocol.sign(...request);
      lists.push(list);
      return list;
    },
  };
  await openSender(signing, { ...options, dispatcher }).send({ ...get, method: 'PUT', headers });
  expect(dispatched).toHaveLength(1);
  expect(dispatched[0]).toBe(lists[0]);
  expect(reads.toSorted()).toEqual(['cache-control', 'content-type', 'x-oss-meta-a']);
  await dispatcher.close();
});

test('credentials that come later', async () => {
  const { sender, server } = await open(answer(200), {
    credentials: async () => ({ accessKeyId: 'later', accessKeySecret: 'sk' }),
  });
  expect(await sender.send(get)).toMatchObject({ response: { status: 200 } });
  expect(server.received[0]?.headers.authorization).toContain('Credential=later/');
});

test('another way to authorize replaces version 4 and receives credentials and time', async () => {
  const asked: unknown[] = [];
  const { sender, server } = await open(answer(200), {
    authorize: (request, how) => {
      asked.push([request, how]);
      return { ...request.headers, authorization: 'by hand' };
    },
  });
  await sender.send(get);
  expect(server.received[0]?.headers.authorization).toBe('by hand');
  expect(server.received[0]?.headers).not.toHaveProperty('x-oss-date');
  expect(asked).toEqual([
    [
      { ...get, bucket: 'demo' },
      {
        credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
        now: 1735689600_000,
        host: server.origin.slice('http://'.length),
        path: '/demo/a%20b',
      },
    ],
  ]);
});

test.each([
  [refuse(404, 'NoSuchKey'), { kind: 'status', status: 404 }],
  [refuse(403, 'AccessDenied'), { kind: 'status', status: 403, code: 'AccessDenied' }],
  [
    refuse(503, 'TotalQpsLimitExceeded', { 'x-oss-qos-delay-time': '30' }),
    { kind: 'status', status: 503, askedDelay: 30 },
  ],
  [refuse(503, 'TotalQpsLimitExceeded', { 'x-oss-qos-delay-time': 'soon' }), { kind: 'status', status: 503 }],
])('why another attempt may be needed: %#', async (step, failure) => {
  const { sender, server } = await open(step);
  const outcome = await sender.send(get);
  expect(outcome.failure).toEqual(failure);
  expect(outcome.response?.status).toBe(failure.status);
  expect(server.received).toHaveLength(1);
});

test('no answer is a result too', async () => {
  const options = {
    endpoint: `http://127.0.0.1:${await closedPort()}`,
    region: 'cn-hangzhou',
    bucket: 'demo',
    credentials: () => ({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
  };
  const sender = openSender(ossProtocol(options), options);
  ends.push(sender.close);
  expect(await sender.send(get)).toMatchObject({
    failure: { kind: 'transport', code: 'ECONNREFUSED' },
    // The code appears once, not again from the message.
    why: expect.stringMatching(/^(?!.*ECONNREFUSED.*ECONNREFUSED).*ECONNREFUSED/),
    cause: expect.any(Error),
  });
});

describe('clock offset', () => {
  test.each([
    ['Wed, 01 Jan 2025 01:00:00 GMT', 1735689600_000, 3_600_000],
    ['Tue, 31 Dec 2024 23:00:00 GMT', 1735689600_000, -3_600_000],
    [undefined, 0, undefined],
    ['yesterday', 0, undefined],
  ])('%s at %d', (date, now, offset) => {
    expect(clockOffset(date, now)).toBe(offset);
  });
});

describe('openPool', () => {
  function get(pool: ReturnType<typeof openPool>, origin: string): Promise<number> {
    return new Promise((resolve, reject) => {
      let status = 0;
      pool.dispatch(
        { origin, path: '/', method: 'GET' },
        {
          onConnect: () => {},
          onHeaders: (code) => {
            status = code;
            return true;
          },
          onData: () => true,
          onComplete: () => resolve(status),
          onError: reject,
        },
      );
    });
  }

  test('it reads more headers than an object of OSS can have', async () => {
    const headers = {
      'content-disposition': 'x'.repeat(8000),
      'x-oss-meta-a': 'x'.repeat(8000),
      expires: 'x'.repeat(8000),
    };
    const server = await scriptedServer([answer(200, headers)]);
    const pool = openPool(server.origin, { connections: 1, timeout: 1000 });
    expect(await get(pool, server.origin)).toBe(200);
    await pool.close();
    await server.close();
  });

  test('it is the pool of the package, kept to its connections', async () => {
    const server = await scriptedServer([answer(204)]);
    const pool = openPool(server.origin, { connections: 2, timeout: 1000 });
    // A release of undici that moves the file, or puts something else there, would show here.
    expect(pool).toBeInstanceOf(Pool);
    expect(await Promise.all(Array.from({ length: 8 }, () => get(pool, server.origin)))).toEqual(Array(8).fill(204));
    expect(server.connections()).toBeLessThanOrEqual(2);
    await pool.close();
    await server.close();
  });
});
