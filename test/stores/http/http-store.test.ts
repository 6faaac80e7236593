import { afterEach, expect, test } from 'vitest';
import { type HttpStoreOptions, openHttpStore } from '../../../src/stores/http/http-store.ts';
import { refused } from '../../../src/stores/http/store-failure.ts';
import type { StoreProtocol } from '../../../src/stores/http/store-protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../src/stores/store-response.ts';
import { answer, closedPort, hangUp, type Step, scriptedServer } from '../oss/scripted-server.ts';

const now = Date.parse('2026-11-28T08:00:00Z');
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A protocol of the simplest kind. It signs with the time, and its error code is a header. */
function protocol(origin: string): StoreProtocol {
  return {
    address: { origin, pathOf: (key = '') => `/b/${key}` },
    describe: (request) => ({ method: 'GET', key: 'key' in request ? request.key : '', query: [], headers: {} }),
    sign: ({ headers }, { credentials, now: at, host, path }) => [
      ...Object.entries(headers).flat(),
      'signed',
      [credentials.accessKeyId, new Date(at).toISOString(), host, path].join(' '),
    ],
    read: <R extends StoreRequest>(
      request: R,
      { status, headers }: { status: number; headers: Readonly<Record<string, string>> },
      sent: { bucket: string; attempts: number },
    ) => {
      if (status >= 400) throw refused(request, sent, { status, requestId: 'r' }, { name: 'It', advice: new Map() });
      return { found: 'none', deleteMarker: headers.marker === 'true' } as unknown as ResponseTo<R>;
    },
    classify: ({ headers: { code } }) => (code === undefined ? {} : { code }),
  };
}

async function open(steps: readonly Step[], options: Partial<HttpStoreOptions> = {}) {
  const server = await scriptedServer(steps);
  const slept: number[] = [];
  const store = openHttpStore(protocol(server.origin), {
    bucket: 'b',
    credentials: () => ({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
    now: () => now,
    random: () => 0.5,
    sleep: async (ms) => void slept.push(ms),
    ...options,
  });
  ends.push(store.close, server.close);
  return { store, server, slept };
}

const head = { operation: 'HeadObject', key: 'k' } as const;

test('a request is described, signed, sent and read by the protocol', async () => {
  const { store, server } = await open([answer(200, { marker: 'true' })]);
  expect(await store.send(head)).toEqual({ found: 'none', deleteMarker: true });
  const host = server.origin.slice('http://'.length);
  expect(server.received).toMatchObject([
    { method: 'GET', url: '/b/k', headers: { signed: `ak 2026-11-28T08:00:00.000Z ${host} /b/k` } },
  ]);
});

test('a refusal for the clock is signed again with the time of the store, and the difference is kept', async () => {
  const skewed = answer(403, { code: 'RequestTimeTooSkewed', date: 'Sat, 28 Nov 2026 09:00:00 GMT' });
  const { store, server } = await open([skewed, answer(200)]);
  await store.send(head);
  await store.send(head);
  expect(server.received.map(({ headers }) => String(headers.signed).split(' ')[1])).toEqual([
    '2026-11-28T08:00:00.000Z',
    '2026-11-28T09:00:00.000Z',
    '2026-11-28T09:00:00.000Z',
  ]);
});

test.each<[string, readonly Step[], number]>([
  ['a reset connection', [hangUp, answer(200)], 2],
  ['an error of the server', [answer(503), answer(500), answer(200)], 3],
  ['no failure', [answer(200)], 1],
])('%s needs the attempts that it needs', async (_, steps, attempts) => {
  const { store, server, slept } = await open(steps);
  await store.send(head);
  expect(server.received).toHaveLength(attempts);
  expect(slept).toHaveLength(attempts - 1);
});

test.each<[string, readonly Step[], number]>([
  ['a final refusal', [answer(403)], 1],
  ['a failure of every attempt', [answer(503)], 3],
])('%s is thrown', async (_, steps, attempts) => {
  const { store } = await open(steps);
  await expect(store.send(head)).rejects.toMatchObject({ code: 'store-refused', details: { attempts } });
});

test('no answer at all is thrown with its reason', async () => {
  const port = await closedPort();
  const store = openHttpStore(protocol(`http://127.0.0.1:${port}`), {
    bucket: 'b',
    credentials: () => ({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
    sleep: async () => {},
  });
  ends.push(store.close);
  await expect(store.send(head)).rejects.toMatchObject({
    code: 'store-unreachable',
    message: expect.stringMatching(/^HeadObject of k in bucket b, sent 3 times: no answer from http:.*ECONNREFUSED/),
  });
});
