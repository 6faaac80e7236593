import { describe, expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { rulesDigest } from '../../../src/handlers/function/rules/rules-digest.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

const TOKEN = 'a-secret';

function app(version: string) {
  return `releases/app/${version}/f`;
}

function rules() {
  return readDeploymentRules(RULES, 'rules.yaml');
}

function api(token: string | undefined = TOKEN) {
  const world = handlerWorld();
  const http = createHttpApi({ token, rules });
  const bindings = { buckets: () => ['demo'], context: () => world.context };
  const call = async (method: string, path: string, body?: unknown, authorization = `Bearer ${TOKEN}`) => {
    const init = {
      method,
      headers: authorization === '' ? {} : { authorization },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const response = await http.request(path, init, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { world, call };
}

describe('the token', () => {
  test('is not needed for health', async () => {
    expect(await api().call('GET', '/v1/health', undefined, '')).toEqual({ status: 200, body: { ok: true } });
  });

  test.each([
    ['a request without a token', TOKEN, '', 'send the header Authorization: Bearer <token>'],
    ['another scheme', TOKEN, `Basic ${TOKEN}`, 'send the header Authorization: Bearer <token>'],
    ['the wrong token', TOKEN, 'Bearer a-secreT', 'the token is not the value of AUTOALIAS_TOKEN'],
    ['the beginning of the token', TOKEN, 'Bearer a-secre', 'the token is not the value of AUTOALIAS_TOKEN'],
  ])('%s is refused', async (_, token, authorization, message) => {
    const { status, body } = await api(token).call('POST', '/v1/sweep', undefined, authorization);
    expect([status, body]).toEqual([401, { error: { code: 'unauthorized', message } }]);
  });

  test('must be configured: without it every request is refused', async () => {
    const world = handlerWorld();
    const http = createHttpApi({ token: undefined, rules });
    const bindings = { buckets: () => ['demo'], context: () => world.context };
    const init = { method: 'POST', headers: { authorization: 'Bearer undefined' } };
    const response = await http.request('/v1/sweep', init, bindings);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: {
        code: 'unauthorized',
        message: 'no token is configured, so every request is refused; set AUTOALIAS_TOKEN on the function',
      },
    });
    expect(world.sent).toEqual([]);
  });
});

describe('requests', () => {
  test.each([
    ['a key', { key: app('1.1.0') }],
    ['keys', { keys: [app('1.0.0'), app('1.1.0')] }],
    ['an alias', { keys: ['releases/app/latest/f', 'releases/app/v1/f'] }],
  ])('apply: %s', async (_, body) => {
    const { world, call } = api();
    await world.put(app('1.0.0'), app('1.1.0'));
    const answer = await call('POST', '/v1/apply', body);
    expect(answer.status).toBe(200);
    expect(await world.links()).toEqual({ 'releases/app/latest/f': app('1.1.0'), 'releases/app/v1/f': app('1.1.0') });
  });

  test('apply: a prefix; sweep', async () => {
    for (const [path, body] of [
      ['/v1/apply', { prefix: 'releases/app/' }],
      ['/v1/sweep', undefined],
      ['/v1/sweep', {}],
      ['/v1/sweep', { full: true }],
    ] as const) {
      const { world, call } = api();
      await world.put(app('1.0.0'));
      expect(await call('POST', path, body)).toMatchObject({
        status: 200,
        body: { aliases: 2, actions: { pointed: 2 } },
      });
    }
  });

  test.each([
    ['/v1/apply', { key: app('1.0.0') }],
    ['/v1/apply', { prefix: 'releases/app/' }],
    ['/v1/sweep', undefined],
  ])('%s %j answers 502 if an alias cannot be updated', async (path, body) => {
    const world = handlerWorld({ fail: (operation) => operation === 'PutSymlink' });
    await world.put(app('1.0.0'));
    const http = createHttpApi({ token: TOKEN, rules });
    const bindings = { buckets: () => ['demo'], context: () => world.context };
    const headers = { authorization: `Bearer ${TOKEN}` };
    const init = { method: 'POST', headers, body: JSON.stringify(body) ?? null };
    const response = await http.request(path, init, bindings);
    expect(response.status).toBe(502);
  });

  test.each([{ prefix: 'releases/app/' }, { key: app('1.0.0') }, [], 'all'])(
    'sweep: the body %j is refused and nothing is written',
    async (body) => {
      const { world, call } = api();
      await world.put(app('1.0.0'));
      expect(await call('POST', '/v1/sweep', body)).toMatchObject({
        status: 400,
        body: {
          error: {
            code: 'request-malformed',
            message: expect.stringContaining('send no body or {"full":true}; POST /v1/apply'),
          },
        },
      });
      expect(await world.links()).toEqual({});
    },
  );

  test('aliases: the state of an alias, why, and its winner', async () => {
    const { world, call } = api();
    await world.put(app('1.0.0'));
    expect(await call('GET', '/v1/aliases/releases/app/latest/f')).toMatchObject({
      status: 404,
      body: { state: 'missing' },
    });
    await call('POST', '/v1/sweep');
    expect(await call('GET', '/v1/aliases/releases/app/latest/f')).toMatchObject({
      status: 200,
      body: { rule: 'app', state: 'right', target: app('1.0.0'), winner: app('1.0.0'), record: { order: '1.0.0' } },
    });
    await world.remove(app('1.0.0'));
    expect(await call('GET', '/v1/aliases/releases%2Fapp%2Flatest%2Ff')).toMatchObject({ body: { state: 'dangling' } });
    expect(await call('GET', '/v1/aliases/nobody')).toMatchObject({
      status: 404,
      body: { error: { code: 'not-an-alias' } },
    });
  });

  test.each(['a\nb', 'a%2Fb', '100%', 'ü +&?#', '..', '\u0000'])('aliases: the key %j in the path', async (name) => {
    const { world, call } = api();
    await world.put(`releases/app/1.0.0/${name}`);
    await call('POST', '/v1/sweep');
    expect(await call('GET', `/v1/aliases/${encodeURIComponent(`releases/app/latest/${name}`)}`)).toMatchObject({
      status: 200,
      body: { alias: `releases/app/latest/${name}`, state: 'right' },
    });
  });

  test('explain: why a real object at the alias key is left alone', async () => {
    const { world, call } = api();
    await world.put(app('1.0.0'), 'releases/app/latest/f');
    expect(await call('GET', `/v1/explain?key=${encodeURIComponent(app('1.0.0'))}`)).toMatchObject({
      status: 200,
      body: {
        rules: [
          {
            rule: 'app',
            matched: true,
            groups: { app: 'app', version: '1.0.0', file: 'f' },
            aliases: [
              { state: 'foreign', why: 'a real object is at the alias key and is not replaced' },
              { state: 'missing' },
            ],
          },
        ],
      },
    });
  });
});

test('rules: the text in force, its digest and its source, for requests with the token', async () => {
  const { call } = api();
  expect(await call('GET', '/v1/rules')).toEqual({
    status: 200,
    body: { source: 'rules.yaml', digest: rulesDigest(RULES), text: RULES, buckets: ['demo'] },
  });
  expect(await call('GET', '/v1/rules', undefined, '')).toMatchObject({ status: 401 });
});

const NO_UTF8 = 'the key ? in the path is not percent-encoded UTF-8; write %25 for a percent sign';

describe('invalid requests', () => {
  const instead = 'send {"key":"…"}, {"keys":["…"]} or {"prefix":"…"}';
  test.each([
    ['POST', '/v1/apply', 'no json', 400, `the body cannot be used: it is not JSON in UTF-8; ${instead}`],
    [
      'POST',
      '/v1/apply',
      {},
      400,
      `the body cannot be used: it must have exactly one of "key", "keys" and "prefix"; ${instead}`,
    ],
    [
      'POST',
      '/v1/apply',
      { key: 'a', prefix: 'b' },
      400,
      `the body cannot be used: it must have exactly one of "key", "keys" and "prefix"; ${instead}`,
    ],
    [
      'POST',
      '/v1/apply',
      { key: 5 },
      400,
      `the body cannot be used: key: it must be a string, like "releases/app/"; ${instead}`,
    ],
    [
      'POST',
      '/v1/apply',
      { kee: 'a' },
      400,
      `the body cannot be used: there is no field "kee"; it must have exactly one of "key", "keys" and "prefix"; ${instead}`,
    ],
    ['GET', '/v1/explain', undefined, 400, 'the query has no key; write /v1/explain?key=releases/app/1.0.0/app.tgz'],
    [
      'GET',
      '/v1/nothing',
      undefined,
      404,
      'there is no GET /v1/nothing; see GET /v1/health, POST /v1/apply, POST /v1/sweep, POST /v1/pin, POST /v1/unpin, POST /v1/withdraw, POST /v1/restore, POST /v1/rollback, POST /v1/backtest, GET /v1/aliases?key=, GET /v1/explain?key=, GET /v1/status, GET /v1/plan, GET /v1/wait?alias=, GET /v1/resolve?alias=, GET /v1/history?alias=, GET /v1/diff?prefix=, GET /v1/rules',
    ],
    [
      'POST',
      '/v1/sweep/',
      undefined,
      404,
      'there is no POST /v1/sweep/; see GET /v1/health, POST /v1/apply, POST /v1/sweep, POST /v1/pin, POST /v1/unpin, POST /v1/withdraw, POST /v1/restore, POST /v1/rollback, POST /v1/backtest, GET /v1/aliases?key=, GET /v1/explain?key=, GET /v1/status, GET /v1/plan, GET /v1/wait?alias=, GET /v1/resolve?alias=, GET /v1/history?alias=, GET /v1/diff?prefix=, GET /v1/rules',
    ],
    [
      'GET',
      '/v1/sweep',
      undefined,
      404,
      'there is no GET /v1/sweep; see GET /v1/health, POST /v1/apply, POST /v1/sweep, POST /v1/pin, POST /v1/unpin, POST /v1/withdraw, POST /v1/restore, POST /v1/rollback, POST /v1/backtest, GET /v1/aliases?key=, GET /v1/explain?key=, GET /v1/status, GET /v1/plan, GET /v1/wait?alias=, GET /v1/resolve?alias=, GET /v1/history?alias=, GET /v1/diff?prefix=, GET /v1/rules',
    ],
    ['GET', '/v1/aliases/releases/%FF/latest/f', undefined, 400, NO_UTF8.replace('?', 'releases/%FF/latest/f')],
    ['GET', '/v1/aliases/100%', undefined, 400, NO_UTF8.replace('?', '100%')],
    ['GET', '/v1/aliases//a', undefined, 400, 'the key "/a" is not valid: no key begins with / or \\'],
    ['GET', '/v1/aliases/', undefined, 400, 'the query has no key; write /v1/aliases?key=releases/app/latest/app.tgz'],
    ['GET', '/v1/explain?key=/a', undefined, 400, 'the key "/a" is not valid: no key begins with / or \\'],
    ['POST', '/v1/apply', { key: '' }, 400, `the body cannot be used: key: it is empty; ${instead}`],
    [
      'POST',
      '/v1/apply',
      { keys: ['a', '\\b'] },
      400,
      `the body cannot be used: keys.1: no key begins with / or \\; ${instead}`,
    ],
    [
      'POST',
      '/v1/apply',
      { key: 'é'.repeat(512) },
      400,
      `the body cannot be used: key: it is longer than 1023 bytes; ${instead}`,
    ],
    [
      'POST',
      '/v1/apply',
      { prefix: 'a\ud800' },
      400,
      `the body cannot be used: prefix: it contains half a surrogate pair, and keys are UTF-8; ${instead}`,
    ],
    [
      'POST',
      '/v1/apply',
      '{"key":"a","__proto__":{}}',
      400,
      `the body cannot be used: there is no field "__proto__"; ${instead}`,
    ],
  ])('%s %s %j: %i', async (method, path, body, status, message) => {
    const answer = await api().call(method, path, body);
    expect([answer.status, (answer.body as { error: { message: string } }).error.message]).toEqual([status, message]);
  });
});
