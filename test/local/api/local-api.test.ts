import { describe, expect, it } from 'vitest';
import { createBucketEngine } from '../../../src/bucket/create-bucket-engine.ts';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { UNVERIFIED_CHOICES } from '../../../src/bucket/unverified-choices.ts';
import { createLocalApi, isLocalRequest, type LocalApiParts } from '../../../src/local/api/local-api.ts';

const parts: LocalApiParts = {
  stats: () => ({ requests: 1 }),
  metrics: { text: async () => 'autoalias_moves_total 1\n', contentType: 'text/plain; version=0.0.4' },
  choices: createBucketEngine({
    table: createMemoryTable(),
    now: () => 0,
    newId: () => '',
    choices: { linkMetaSize: 'target-name-length' },
  }).choices,
  deliveries: () => [
    {
      time: 1,
      requestId: 'a',
      functionName: 'f',
      trigger: 't',
      eventName: 'e',
      key: 'k',
      attempt: 1,
      outcome: 'dead',
      milliseconds: 1,
    },
    {
      time: 2,
      requestId: 'b',
      functionName: 'f',
      trigger: 't',
      eventName: 'e',
      key: 'k',
      attempt: 1,
      outcome: 'succeeded',
      milliseconds: 1,
    },
  ],
  deadLetters: ({ after, limit }) => {
    if (after === '9') throw new Error('disk');
    return Array.from({ length: limit === 1 ? 1 : 2 }, (_, i) => ({
      id: String(Number(after ?? 0) + i + 1),
      reason: 'failed',
      failedAt: 3,
      invocation: {
        id: 'a',
        functionName: 'f',
        payload: '{}',
        trigger: 't',
        eventName: 'e',
        key: 'k',
        acceptedAt: 1,
        functionErrors: 4,
        systemErrors: 0,
      },
    }));
  },
  replay: async (id) => id === '1',
  kill: (name) => (name === 'sweep' ? 2 : undefined),
  invokeHttp: async (request, sourceIp, target) =>
    Response.json({ url: request.url, method: request.method, sourceIp, target }),
  invokeCfcHttp: async (request, sourceIp, target) =>
    Response.json({ cfc: true, url: request.url, method: request.method, sourceIp, target }),
  callCfc: async (request, target, port) => Response.json({ method: request.method, cfcTarget: target, port }),
  callFc: async (request, sender) => Response.json({ url: request.url, method: request.method, ...sender }),
  callMns: async (request, target) => Response.json({ method: request.method, target }),
  sourceIp: () => '127.0.0.1',
  target: () => '/v1/raw',
  port: () => 9001,
  listensOn: '127.0.0.1',
};

function ask(path: string, init: RequestInit = {}) {
  return askAt(parts, path, init);
}

function askAt(at: LocalApiParts, path: string, init: RequestInit = {}) {
  return createLocalApi(at).request(`http://127.0.0.1:9001${path}`, { headers: { host: '127.0.0.1:9001' }, ...init });
}

async function answer(path: string, init: RequestInit = {}): Promise<[number, unknown]> {
  const response = await ask(path, init);
  return [response.status, JSON.parse(await response.text())];
}

describe('createLocalApi', () => {
  it('hands everything under /v1 to the function, as it came', async () => {
    const post = await answer('/v1/a%20b?x=1', { method: 'POST', headers: { host: 'any.example' }, body: 'x' });
    const sent = {
      url: 'http://127.0.0.1:9001/v1/a%20b?x=1',
      method: 'POST',
      sourceIp: '127.0.0.1',
      target: '/v1/raw',
    };
    expect(post).toEqual([200, sent]);
  });

  it.each([
    ['/v1/functions', { method: 'GET', cfcTarget: '/v1/raw', port: 9001 }],
    ['/v1/functions/cfc-sweep/invocations?invocationType=Event', { method: 'GET', cfcTarget: '/v1/raw', port: 9001 }],
    ['/v1/functionsx', { method: 'GET', sourceIp: '127.0.0.1' }],
    ['/baidu/v1/status', { cfc: true, method: 'GET', target: '/v1/raw' }],
  ])('passes %s on', async (path, expected) => {
    expect(await answer(path)).toMatchObject([200, expected]);
  });

  it('lists every choice with the value in force', async () => {
    const listed = Object.entries(UNVERIFIED_CHOICES).map(([name, { question, candidates, default: fallback }]) => ({
      name,
      question,
      candidates,
      default: fallback,
      value: name === 'linkMetaSize' ? 'target-name-length' : fallback,
    }));
    expect(await answer('/local/choices')).toEqual([200, { choices: listed }]);
  });

  it('serves metrics as text, only to this machine', async () => {
    const response = await ask('/metrics');
    expect([response.headers.get('content-type'), await response.text()]).toEqual([
      'text/plain; version=0.0.4',
      'autoalias_moves_total 1\n',
    ]);
    const remote = await askAt({ ...parts, sourceIp: () => '10.0.0.1' }, '/metrics');
    expect([remote.status, await remote.text()]).toEqual([403, expect.stringContaining('/metrics only accepts')]);
  });

  it('reports statistics, and deliveries with the newest first', async () => {
    expect(await answer('/local/stats')).toEqual([200, { requests: 1 }]);
    expect(await answer('/local/events')).toMatchObject([
      200,
      { deliveries: [{ requestId: 'b' }, { requestId: 'a' }] },
    ]);
  });

  it.each([
    ['', ['1', '2']],
    ['?limit=1', ['1']],
    ['?after=0000000000000005', ['6', '7']],
  ])('lists dead letters%s', async (query, ids) => {
    const [status, body] = await answer(`/local/dead-letters${query}`);
    expect([status, body]).toMatchObject([200, { deadLetters: ids.map((id) => ({ id })) }]);
  });

  it.each(['?limit=0', '?limit=1001', '?limit=x', '?limit=1e2', '?limit=0x10', '?limit=%2010', '?limit=', '?after=x'])(
    'refuses %s',
    async (query) => {
      expect(await answer(`/local/dead-letters${query}`)).toMatchObject([
        400,
        { error: { code: 'request-malformed' } },
      ]);
    },
  );

  it.each([
    ['GET', '/2023-03-30/functions', '127.0.0.1', true],
    ['POST', '/2016-08-15/services/s/functions/f/invocations', '127.0.0.1', true],
    ['POST', '/2023-03-30/functions/f/invocations', '192.0.2.1', false],
  ])('passes %s %s of %s to the API of Function Compute', async (method, path, peer, isLocal) => {
    const response = await askAt({ ...parts, sourceIp: () => peer }, path, { method });
    expect(await response.json()).toMatchObject({ method, target: '/v1/raw', isLocal });
  });

  it.each(['/queues', '/queues/q', '/queues/q/messages'])('passes %s to the API of queues', async (path) => {
    const response = await ask(path, { method: 'PUT' });
    expect(await response.json()).toEqual({ method: 'PUT', target: '/v1/raw' });
  });

  it.each([
    '/2023-03-30/functions/f/invocations',
    '/2016-08-15/services/s/functions/f/invocations',
    '/queues/q/messages',
  ])('refuses pages of other sites: %s', async (path) => {
    const response = await ask(path, {
      method: 'POST',
      headers: { host: '127.0.0.1:9001', origin: 'https://attacker.example' },
    });
    expect(response.status).toBe(403);
  });

  it('lists at its root, which --open shows, what there is', async () => {
    const local = [
      ...['GET /metrics', 'GET /local/stats', 'GET /local/choices', 'GET /local/events', 'GET /local/dead-letters'],
      ...['POST /local/dead-letters/<id>/replay', 'POST /local/functions/<name>/kill'],
    ];
    const fc = '/2023-03-30/* and /2016-08-15/* (Function Compute 3.0 and 2.0) with a signature';
    const mns = '/queues/* (Simple Message Queue) with a signature';
    const cfc = [
      '/baidu/v1/* with the token, answered by the functions of CFC',
      '/v1/functions/* (CFC) with a signature',
    ];
    const calls = ['GET /v1/health', '/v1/* with the token', ...cfc, fc, mns, ...local];
    expect(await answer('/')).toEqual([200, { calls }]);
  });

  it.each(['/local/nosuch', '/local', '/nosuch'])('says where the list is: %s', async (path) => {
    expect(await answer(path)).toEqual([
      404,
      { error: { code: 'not-found', message: `there is no GET ${path}; GET / lists what there is` } },
    ]);
  });

  it('ends the instances of a function, and says where there is none', async () => {
    expect(await answer('/local/functions/sweep/kill', { method: 'POST' })).toEqual([200, { killed: 2 }]);
    expect(await answer('/local/functions/x/kill', { method: 'POST' })).toEqual([
      404,
      {
        error: {
          code: 'not-found',
          message: 'there is no function x; there are object-events, sweep and http, and the same with cfc- before',
        },
      },
    ]);
  });

  it('replays a dead letter, and says where there is none', async () => {
    expect(await answer('/local/dead-letters/1/replay', { method: 'POST' })).toEqual([202, { replayed: '1' }]);
    expect(await answer('/local/dead-letters/2/replay', { method: 'POST' })).toMatchObject([
      404,
      { error: { code: 'not-found', message: expect.stringContaining('there is no dead letter 2') } },
    ]);
  });

  it.each([
    ['another name', { host: 'evil.example' }],
    ['a page of another site', { host: '127.0.0.1:9001', origin: 'http://evil.example' }],
  ])('refuses %s everything under /local', async (_, headers) => {
    for (const [path, method] of [
      ['/local/stats', 'GET'],
      ['/local/dead-letters/1/replay', 'POST'],
    ] as const) {
      expect(await answer(path, { method, headers })).toMatchObject([403, { error: { code: 'forbidden' } }]);
    }
  });

  it('refuses all requests of other machines under /local, whatever Host they send', async () => {
    for (const [path, method] of [
      ['/local/events', 'GET'],
      ['/local/functions/sweep/kill', 'POST'],
    ] as const) {
      const response = await askAt({ ...parts, sourceIp: () => '10.1.2.3' }, path, { method });
      expect([response.status, await response.json()]).toMatchObject([
        403,
        { error: { code: 'forbidden', message: expect.stringContaining('peer 10.1.2.3') } },
      ]);
    }
  });

  it.each(['/v1/health', '/v1/sweep', '/local/stats', '/nothing'])(
    'refuses %s to web pages of other sites',
    async (path) => {
      for (const headers of [
        { host: 'evil.example:9001', 'user-agent': 'Mozilla/5.0', 'accept-language': 'en' },
        { host: '127.0.0.1:9001', origin: 'http://evil.example' },
        { host: '127.0.0.1:9001', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      ]) {
        expect(await answer(path, { headers })).toMatchObject([403, { error: { code: 'forbidden' } }]);
      }
    },
  );

  it('answers a browser at the host name that it listens on', async () => {
    const headers = { host: 'devbox.corp:9001', 'user-agent': 'Mozilla/5.0', accept: 'text/html,*/*;q=0.8' };
    expect((await askAt({ ...parts, listensOn: 'devbox.corp' }, '/v1/health', { headers })).status).toBe(200);
  });

  it('answers in JSON what it does not know, and what failed', async () => {
    expect(await answer('/nothing')).toMatchObject([404, { error: { code: 'not-found' } }]);
    expect(await answer('/local/dead-letters?after=9')).toMatchObject([
      500,
      { error: { code: 'internal', message: 'disk' } },
    ]);
  });
});

describe('is local request', () => {
  const PEER = '127.0.0.1';

  const LOCAL: [peer: string, host: string | undefined, origin: string | undefined][] = [
    [PEER, '127.0.0.1:9001', undefined],
    ['127.9.9.9', '127.0.0.1:9001', undefined],
    ['::1', '127.0.0.1:9001', undefined],
    ['::ffff:127.0.0.1', '127.0.0.1:9001', undefined],
    [PEER, '127.1.2.3:9001', undefined],
    [PEER, 'localhost:9001', undefined],
    [PEER, 'LOCALHOST', undefined],
    [PEER, 'autoalias.localhost:9001', undefined],
    [PEER, '[::1]:9001', undefined],
    [PEER, '127.0.0.1:9001', 'http://127.0.0.1:9001'],
    [PEER, 'localhost:9001', 'http://localhost:9001'],
  ];

  const FOREIGN: [peer: string, host: string | undefined, origin: string | undefined][] = [
    ['10.1.2.3', '127.0.0.1:9001', undefined],
    ['192.168.0.7', 'localhost:9001', undefined],
    ['::ffff:10.1.2.3', '[::1]:9001', undefined],
    ['fe80::1', '127.0.0.1:9001', 'http://127.0.0.1:9001'],
    ['', '127.0.0.1:9001', undefined],
    [PEER, undefined, undefined],
    [PEER, '', undefined],
    [PEER, 'evil.example', undefined],
    [PEER, 'evil.example:9001', 'http://evil.example:9001'],
    [PEER, '127.0.0.1.evil.example', undefined],
    [PEER, 'localhost.evil.example', undefined],
    [PEER, '192.168.0.1:9001', undefined],
    [PEER, '0.0.0.0:9001', undefined],
    [PEER, '127.0.0.1:9001', 'http://evil.example'],
    [PEER, '127.0.0.1:9001', 'null'],
    [PEER, '127.0.0.1:9001', 'http://127.0.0.1:8080'],
    [PEER, '127.0.0.1:9001', 'http://localhost:9001'],
    [PEER, 'evil.example@127.0.0.1 x', undefined],
  ];

  describe('isLocalRequest', () => {
    it.each(LOCAL)('peer %s, Host %s, Origin %s', (peer, host, origin) => {
      expect(isLocalRequest({ peer, host, origin })).toBe(true);
    });
    it.each(FOREIGN)('not: peer "%s", Host %s, Origin %s', (peer, host, origin) => {
      expect(isLocalRequest({ peer, host, origin })).toBe(false);
    });
  });
});
