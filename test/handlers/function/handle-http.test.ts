import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { handleHttp } from '../../../src/handlers/function/handle-http.ts';
import { type FunctionWorld, functionWorld, TOKEN } from '../function-world.ts';
import { AUDIENCE, ISSUER, newKey, openTestIssuer, sign } from '../http/oidc/test-issuer.ts';

let world: FunctionWorld;
afterEach(() => world.close());

function httpEvent(method: string, path: string, body = '', query: Record<string, string> = {}, token = TOKEN) {
  return Buffer.from(
    JSON.stringify({
      version: 'v1',
      rawPath: path,
      body,
      isBase64Encoded: false,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      queryParameters: query,
      requestContext: { domainName: 'x.cn-hangzhou.fcapp.run', http: { method, path, protocol: 'HTTP/1.1' } },
    }),
  );
}

async function call(...args: Parameters<typeof httpEvent>) {
  const result = (await handleHttp(world.host, httpEvent(...args), world.context)) as {
    statusCode: number;
    body: string;
  };
  return [result.statusCode, JSON.parse(result.body)] as const;
}

test('answers in the structure that the platform expects', async () => {
  world = await functionWorld();
  expect(await handleHttp(world.host, httpEvent('GET', '/v1/health'), world.context)).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    isBase64Encoded: false,
    body: '{"ok":true}',
  });
});

test('answers an event of API Gateway', async () => {
  world = await functionWorld();
  const key = 'releases/a b+c/1.0.0/ü.tgz';
  await world.put(key);
  const call = (method: string, path: string, query = '', body = '') =>
    handleHttp(
      world.host,
      {
        version: '2.0',
        rawPath: `/prod${path}`,
        rawQueryString: query,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        requestContext: { stage: 'prod', http: { method } },
        ...(body === '' ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
      },
      world.context,
    );
  expect(await call('GET', '/v1/health')).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    isBase64Encoded: false,
    body: '{"ok":true}',
  });
  const applied = await call('POST', '/v1/apply', '', JSON.stringify({ key }));
  expect(JSON.parse(applied.body)).toMatchObject({ aliases: [{ action: 'pointed', to: key }, {}] });
  const explained = await call('GET', '/v1/explain', `key=${encodeURIComponent(key)}`);
  expect([explained.statusCode, JSON.parse(explained.body)]).toMatchObject([200, { key }]);
  expect(await call('GET', '/v1/aliases/a/../b')).toMatchObject({ statusCode: 400 });
});

test('applies, sweeps and explains keys that need encoding', async () => {
  world = await functionWorld();
  const key = 'releases/目录 a+b%2F/1.0.0/ü.tgz';
  await world.put(key);
  expect(await call('POST', '/v1/apply', JSON.stringify({ key }))).toMatchObject([
    200,
    { aliases: [{ action: 'pointed', to: key }, {}] },
  ]);
  expect(await call('POST', '/v1/sweep')).toMatchObject([200, { actions: { unchanged: 2 } }]);
  expect(await call('GET', '/v1/explain', '', { key })).toMatchObject([200, { key, exists: 'object' }]);
  const alias = 'releases/目录 a+b%2F/latest/ü.tgz';
  const path = `/v1/aliases/${alias.split('/').map(encodeURIComponent).join('/')}`;
  expect(await call('GET', path)).toMatchObject([200, { alias, state: 'right', target: key }]);
});

const SCOPED = [
  { name: 'github-release', rights: ['move', 'read'], sha256: createHash('sha256').update('token-a').digest('hex') },
  { name: 'cron', rights: ['apply'], sha256: createHash('sha256').update('token-b').digest('hex') },
];

test('the name of a token is the actor in the history and in the log', async () => {
  world = await functionWorld({ AUTOALIAS_TOKENS: JSON.stringify(SCOPED) });
  const [alias, old] = ['releases/app/latest/f', 'releases/app/1.0.0/f'];
  await world.put(old, 'releases/app/1.1.0/f');
  expect(await call('POST', '/v1/sweep', '', {}, 'token-b')).toMatchObject([200, { actions: { pointed: 2 } }]);
  const pin = JSON.stringify({ alias, target: old, reason: 'r' });
  expect(await call('POST', '/v1/pin', pin, {}, 'token-a')).toMatchObject([200, {}]);
  const moves = await call('GET', '/v1/history', '', { alias }, 'token-a');
  expect(moves).toMatchObject([
    200,
    {
      entries: [
        { to: old, actor: 'github-release' },
        { to: 'releases/app/1.1.0/f', actor: 'cron' },
      ],
    },
  ]);
  expect(await call('POST', '/v1/unpin', JSON.stringify({ alias }))).toMatchObject([200, {}]);
  expect(await call('GET', '/v1/history', '', { alias })).toMatchObject([
    200,
    { entries: [{ actor: 'http' }, {}, {}] },
  ]);
  const logged = world.lines.map((line) => JSON.parse(line));
  expect(logged.find(({ action }) => action === 'pinned')).toMatchObject({ alias, actor: 'github-release' });
  expect(world.lines.join()).not.toContain('token-a');
});

test('a token without the right is refused, and the log says whose it is', async () => {
  world = await functionWorld({ AUTOALIAS_TOKENS: JSON.stringify(SCOPED) });
  const why = 'cron has the right apply, and POST /v1/pin needs move';
  expect(await call('POST', '/v1/pin', 'no json', {}, 'token-b')).toEqual([
    403,
    { error: { code: 'forbidden', message: `${why}; send a token that has it` } },
  ]);
  expect(world.lines.map((line) => JSON.parse(line))).toEqual([
    { requestId: 'R1', level: 'warn', action: 'refused', actor: 'cron', why },
  ]);
});

test('tokens that cannot be used fail every request except the health check, also with AUTOALIAS_TOKEN', async () => {
  world = await functionWorld({ AUTOALIAS_TOKENS: '[{"name":"cron"}]' });
  const why = expect.stringMatching(/^AUTOALIAS_TOKENS\[0\]\.rights: it is missing; AUTOALIAS_TOKENS\[0\]\.sha256: /);
  expect(await call('GET', '/v1/status')).toEqual([500, { error: { code: 'config-invalid', message: why } }]);
  expect(JSON.parse(world.lines[0] ?? '')).toEqual({ requestId: 'R1', level: 'error', action: 'refused', why });
  expect(await call('GET', '/v1/health')).toMatchObject([200, { ok: true }]);
});

const TRUSTED = {
  issuer: ISSUER,
  audience: AUDIENCE,
  name: 'github',
  rights: ['read', 'move'],
  claims: { repository_id: '74', ref: 'refs/heads/main' },
};

test('a job of GitHub moves an alias without a stored secret, and the history names the job', async () => {
  const key = await newKey('k1');
  const issuer = await openTestIssuer(key);
  world = await functionWorld({ AUTOALIAS_OIDC: JSON.stringify([TRUSTED]) }, undefined, issuer.fetch);
  const [alias, old] = ['releases/app/latest/f', 'releases/app/1.0.0/f'];
  await world.put(old, 'releases/app/1.1.0/f');
  await call('POST', '/v1/sweep');
  const seconds = Math.floor(Date.now() / 1000);
  const times = { iat: seconds, nbf: seconds, exp: seconds + 300 };
  const token = await sign(key, times);
  const pin = JSON.stringify({ alias, target: old, reason: 'r' });
  expect(await call('POST', '/v1/pin', pin, {}, token)).toMatchObject([200, { aliases: [{ action: 'pinned' }] }]);
  const actor = 'github:octo/app@refs/heads/main (mona)';
  expect(await call('GET', '/v1/history', '', { alias }, token)).toMatchObject([200, { entries: [{ actor }, {}] }]);
  expect(await call('POST', '/v1/sweep', '', {}, token)).toMatchObject([
    403,
    { error: { code: 'forbidden', message: expect.stringContaining(`${actor} has the right read, move, and `) } },
  ]);
  const branch = await sign(key, { ...times, ref: 'refs/heads/x' });
  expect(await call('POST', '/v1/pin', pin, {}, branch)).toMatchObject([401, { error: { code: 'unauthorized' } }]);
  await issuer.close();
});

test('an issuer that does not answer is not the fault of the token, and other tokens work', async () => {
  const key = await newKey('k1');
  const issuer = await openTestIssuer(key);
  await issuer.close();
  world = await functionWorld({ AUTOALIAS_OIDC: JSON.stringify([TRUSTED]) }, undefined, issuer.fetch);
  expect(await call('GET', '/v1/rules', '', {}, await sign(key))).toMatchObject([
    503,
    { error: { code: 'issuer-unavailable', message: expect.stringContaining('ECONNREFUSED') } },
  ]);
  expect(await call('GET', '/v1/rules')).toMatchObject([200, {}]);
});

test('refuses requests without the token', async () => {
  world = await functionWorld();
  expect(await call('POST', '/v1/sweep', '', {}, 'wrong')).toMatchObject([401, { error: { code: 'unauthorized' } }]);
});

test('a function with invalid configuration answers in JSON', async () => {
  world = await functionWorld({ OSS_BUCKET: '' });
  expect(await call('POST', '/v1/sweep')).toMatchObject([500, { error: { code: 'config-invalid' } }]);
});

test.each([
  ['demo', {}, 200],
  ['demo', { bucket: 'demo' }, 200],
  ['demo', { bucket: 'payroll-prod' }, 400],
  ['demo', { bucket: '' }, 400],
  ['demo,other', { bucket: 'demo' }, 200],
  ['demo,other', {}, 400],
  ['demo,other', { bucket: 'third' }, 400],
])('with OSS_BUCKET=%s a sweep of %j answers %d', async (buckets, query, status) => {
  world = await functionWorld({ OSS_BUCKET: buckets });
  const [answered, body] = await call('POST', '/v1/sweep', '', query);
  expect(answered).toBe(status);
  if (status === 200) return;
  expect(body).toMatchObject({ error: { code: 'request-malformed' } });
  expect(body.error.message).toContain(`write ?bucket= and one of ${buckets.replace(',', ', ')}`);
});

test('an alias whose key has dots between slashes is read by the query, and refused in the path', async () => {
  world = await functionWorld();
  await world.put('releases/../1.0.0/f');
  await call('POST', '/v1/apply', JSON.stringify({ key: 'releases/../1.0.0/f' }));
  const alias = 'releases/../latest/f';
  expect(await call('GET', '/v1/aliases', '', { key: alias })).toMatchObject([200, { alias, state: 'right' }]);
  expect(await call('GET', `/v1/aliases/${alias}`)).toMatchObject([400, { error: { code: 'request-malformed' } }]);
  expect(await call('GET', '/v1/aliases')).toMatchObject([400, { error: { code: 'request-malformed' } }]);
  expect(await call('GET', '/v1/aliases', '', { key: '' })).toMatchObject([
    400,
    { error: { code: 'request-malformed' } },
  ]);
  expect(await call('GET', '/v1/aliases/releases/a/latest/f', '', { key: alias })).toMatchObject([
    400,
    { error: { message: 'the path and the query both name a key; send it in the query only: /v1/aliases?key=' } },
  ]);
});

test.each(['two words', 'tab\there', 'pässwort'])(
  'the token %j is refused loudly, by answer and log',
  async (token) => {
    world = await functionWorld({ AUTOALIAS_TOKEN: token });
    const why = expect.stringMatching(/^AUTOALIAS_TOKEN has a space or another character/);
    for (const shown of [TOKEN, token.split(/\s/)[0]]) {
      expect(await call('POST', '/v1/sweep', '', {}, shown)).toEqual([
        500,
        { error: { code: 'config-invalid', message: why } },
      ]);
    }
    expect(JSON.parse(world.lines[0] ?? '')).toEqual({ requestId: 'R1', level: 'error', action: 'refused', why });
    expect(await call('GET', '/v1/health')).toMatchObject([200, { ok: true }]);
  },
);

test('a body cannot name a bucket', async () => {
  world = await functionWorld();
  const body = JSON.stringify({ key: 'releases/app/1.0.0/f', bucket: 'payroll-prod' });
  expect(await call('POST', '/v1/apply', body)).toMatchObject([400, { error: { code: 'request-malformed' } }]);
});

test('each invocation of an instance uses its own request id and bucket', async () => {
  world = await functionWorld({ OSS_BUCKET: 'demo,other' });
  await world.put('releases/app/1.0.0/f');
  const requests = [
    ['R1', 'demo'],
    ['R2', 'other'],
    ['R3', 'demo'],
  ] as const;
  for (const [requestId, bucket] of requests) {
    const event = httpEvent('POST', '/v1/sweep', '', { bucket });
    await handleHttp(world.host, event, { ...(world.context as object), requestId });
  }
  const swept = world.lines.map((line) => JSON.parse(line)).filter(({ action }) => action === 'swept');
  expect(swept.map(({ requestId, bucket, objects }) => [requestId, bucket, objects])).toEqual([
    ['R1', 'demo', 1],
    ['R3', 'demo', 3],
  ]);
});
