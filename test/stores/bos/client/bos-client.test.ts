import { afterEach, describe, expect, test } from 'vitest';
import { signBce } from '../../../../src/bce-wire/bce-auth.ts';
import { readBceAuthorization } from '../../../../src/bce-wire/read-bce-authorization.ts';
import { type BosStoreOptions, createBosStore } from '../../../../src/stores/bos/client/bos-client.ts';
import { BOS_CAPABILITIES } from '../../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import { hangUp, type Received, type Step, scriptedServer } from '../../oss/scripted-server.ts';

const now = Date.parse('2026-11-28T08:00:00Z');
const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function answer(status: number, headers: Record<string, string> = {}, body = ''): Step {
  return (response) => {
    response.writeHead(status, { 'x-bce-request-id': 'r', ...headers }).end(body);
  };
}

function refuse(status: number, code: string, headers: Record<string, string> = {}): Step {
  return answer(status, headers, JSON.stringify({ code, message: 'Why.', requestId: 'r' }));
}

async function open(steps: readonly Step[], options: Partial<BosStoreOptions> = {}) {
  const server = await scriptedServer(steps);
  const slept: number[] = [];
  const store = createBosStore({
    endpoint: server.origin,
    region: 'bj',
    bucket: 'demo',
    credentials: () => credentials,
    now: () => now,
    random: () => 0.5,
    sleep: async (ms) => void slept.push(ms),
    ...options,
  });
  ends.push(store.close, server.close);
  return { store, server, slept };
}

const head = { operation: 'HeadObject', key: 'k' } as const;
const link = { operation: 'PutSymlink', key: 'latest/app', target: 'v1/app' } as const;
const found = answer(200, { 'content-length': '0', etag: 'e', 'last-modified': 'Sat, 28 Nov 2026 08:00:00 GMT' });

/** The signature of a received request, made again from what arrived. */
function signatureOf({ method, url, headers }: Received): string {
  const { pathname, searchParams } = new URL(url, 'http://h');
  const { signedHeaders, signedAt } = expectRead(headers.authorization ?? '');
  const received = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return signBce(
    { method, path: pathname, query: [...searchParams], headers: received },
    { credentials, now: signedAt, signedHeaders },
  );
}

function expectRead(text: string) {
  const read = readBceAuthorization(text);
  if ('malformed' in read) throw new Error(read.malformed);
  return read;
}

test('it has the capabilities of BOS, and its choices change them', async () => {
  expect((await open([])).store).toMatchObject({ bucket: 'demo', capabilities: BOS_CAPABILITIES });
  expect((await open([], { choices: { linkVersions: 'used' } })).store.capabilities.versionsLinks).toBe(true);
});

describe('a request arrives signed and complete', () => {
  test.each<[StoreRequest, string, string]>([
    [{ operation: 'GetSymlink', key: 'a b' }, 'GET', '/v1/demo/a%20b?symlink'],
    [link, 'PUT', '/v1/demo/latest/app?symlink'],
    [{ operation: 'PutObject', key: 'a', body: new TextEncoder().encode('hello') }, 'PUT', '/v1/demo/a'],
    [{ operation: 'DeleteObject', key: 'a' }, 'DELETE', '/v1/demo/a'],
    [{ operation: 'DeleteObjects', objects: [{ key: 'a' }] }, 'POST', '/v1/demo/?delete'],
    [{ operation: 'PutObjectTagging', key: 'a', tags: { b: 'c' } }, 'PUT', '/v1/demo/a?tagging'],
  ])('%j', async (request, method, url) => {
    const { store, server } = await open([answer(200, { etag: 'e', 'x-bce-symlink-target': 't' })]);
    await store.send(request);
    const [received] = server.received;
    expect(received).toMatchObject({ method, url, headers: { 'x-bce-date': '2026-11-28T08:00:00Z' } });
    if (received === undefined) return;
    const { authorization, ...sent } = received.headers;
    expect(authorization).toBe(signatureOf(received));
    // Everything that the documentation recommends to sign is signed.
    const covered = Object.keys(sent).filter((name) => /^(?:host|content-.*|x-bce-.*)$/.test(name));
    expect(expectRead(authorization ?? '').signedHeaders).toEqual(covered.sort());
  });

  test('with the token of temporary credentials, asked for before each attempt', async () => {
    let asked = 0;
    const { store, server } = await open([refuse(503, 'ServiceUnavailable'), found], {
      credentials: async () => ({ ...credentials, securityToken: `t${++asked}` }),
    });
    await store.send(head);
    expect(server.received.map(({ headers }) => headers['x-bce-security-token'])).toEqual(['t1', 't2']);
    for (const received of server.received) expect(received.headers.authorization).toBe(signatureOf(received));
  });

  test('with an empty body that has a length', async () => {
    const { store, server } = await open([answer(200, { etag: 'e' })]);
    await store.send({ ...link, targetBucket: 'other', metadata: { gen: '7' }, forbidOverwrite: false });
    expect(server.received[0]).toMatchObject({
      headers: {
        'content-length': '0',
        'x-bce-symlink-target': 'v1/app',
        'x-bce-symlink-bucket': 'other',
        'x-bce-meta-gen': '7',
        'x-bce-forbid-overwrite': 'false',
      },
      body: '',
    });
  });

  test('with a target beyond ASCII as UTF-8, if it is sent raw', async () => {
    const { store, server } = await open([answer(200, { etag: 'e' })], { choices: { targetEncoding: 'raw' } });
    await store.send({ ...link, target: '测试/a' });
    const raw = String(server.received[0]?.headers['x-bce-symlink-target']);
    expect(Buffer.from(raw, 'latin1').toString()).toBe('测试/a');
  });
});

describe('attempts', () => {
  test.each<[string, readonly Step[], number]>([
    ['a reset', [hangUp, found], 2],
    ['an internal error', [refuse(500, 'InternalError'), found], 2],
    ['throttling', [refuse(429, 'RequestRateLimitExceeded'), refuse(503, 'SlowDown'), found], 3],
  ])('after %s', async (_, steps, attempts) => {
    const { store, server } = await open(steps);
    expect(await store.send(head)).toMatchObject({ found: 'object' });
    expect(server.received).toHaveLength(attempts);
  });

  test('not after a final refusal', async () => {
    const { store, server } = await open([refuse(403, 'AccessDenied')]);
    await expect(store.send({ operation: 'ListObjects' })).rejects.toMatchObject({
      code: 'store-refused',
      details: { storeCode: 'AccessDenied', attempts: 1 },
    });
    expect(server.received).toHaveLength(1);
  });
});

describe('the clock', () => {
  const later = { date: 'Sat, 28 Nov 2026 09:00:00 GMT' };
  const times = (received: readonly Received[]) => received.map(({ headers }) => headers['x-bce-date']);

  test('is corrected by the answer to a request with a wrong time', async () => {
    const written = answer(200, { etag: 'e' });
    const { store, server } = await open([refuse(403, 'RequestTimeTooSkewed', later), written]);
    await store.send(link);
    await store.send(link);
    expect(times(server.received)).toEqual(['2026-11-28T08:00:00Z', '2026-11-28T09:00:00Z', '2026-11-28T09:00:00Z']);
  });

  test('is corrected by an answer to HEAD, which has no code', async () => {
    const { store, server } = await open([answer(403, later), found]);
    await store.send(head);
    expect(times(server.received)).toEqual(['2026-11-28T08:00:00Z', '2026-11-28T09:00:00Z']);
  });

  test('is not the reason of a refusal at the right time', async () => {
    const { store, server } = await open([answer(403, { date: 'Sat, 28 Nov 2026 08:00:30 GMT' })]);
    await expect(store.send(head)).rejects.toMatchObject({ details: { status: 403 } });
    expect(server.received).toHaveLength(1);
  });

  test('is corrected once: a refusal at the corrected time is final', async () => {
    const { store, server } = await open([answer(403, later)]);
    await expect(store.send(head)).rejects.toMatchObject({ details: { status: 403 } });
    expect(server.received).toHaveLength(2);
  });
});

describe('HEAD without a body', () => {
  const nothing = refuse(404, 'NoSuchKey');
  const isLink = answer(200, { 'x-bce-symlink-target': 't' });

  test.each<[string, readonly Step[], unknown, readonly string[]]>([
    ['nothing', [answer(404), nothing], { found: 'none', deleteMarker: false }, ['HEAD', 'GET']],
    ['a dangling symlink', [answer(404), isLink], { found: 'symlink' }, ['HEAD', 'GET']],
    ['a symlink to a symlink', [answer(400), isLink], { found: 'symlink' }, ['HEAD', 'GET']],
    ['an object', [found], expect.objectContaining({ found: 'object' }), ['HEAD']],
  ])('%s', async (_, steps, value, methods) => {
    const { store, server } = await open(steps);
    expect(await store.send(head)).toEqual(value);
    expect(server.received.map(({ method }) => method)).toEqual(methods);
  });

  test.each([
    ['ignored', ['HEAD']],
    ['used', ['HEAD', 'GET']],
  ] as const)('of a version, with linkVersions %s', async (linkVersions, methods) => {
    const { store, server } = await open([answer(404), nothing], { choices: { linkVersions } });
    expect(await store.send({ ...head, versionId: 'v' })).toEqual({ found: 'none', deleteMarker: false });
    expect(server.received.map(({ method }) => method)).toEqual(methods);
  });

  test('is believed, if the choice says so', async () => {
    const { store, server } = await open([answer(404)], { choices: { danglingHead: 'not-found' } });
    expect(await store.send(head)).toEqual({ found: 'none', deleteMarker: false });
    expect(server.received).toHaveLength(1);
  });
});

test.each([
  [{ bucket: 'A' }, 'bucket "A" is not valid'],
  [{ region: 'bj/' }, 'region "bj/" is not valid; write an id such as bj'],
  [{ endpoint: 'a b' }, 'BOS endpoint "a b"'],
])('%j is refused', async (options, message) => {
  const complete = { region: 'bj', bucket: 'demo', credentials: () => credentials, ...options };
  expect(() => createBosStore(complete)).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) }),
  );
});
