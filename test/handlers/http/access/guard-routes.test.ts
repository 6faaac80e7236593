import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readDeploymentRules } from '../../../../src/handlers/function/deployment-rules.ts';
import { RIGHTS, ROUTE_RIGHTS } from '../../../../src/handlers/http/access/right.ts';
import { createHttpApi } from '../../../../src/handlers/http/http-api.ts';
import { handlerWorld, RULES } from '../../handler-world.ts';

const tokens = RIGHTS.map((right) => ({
  name: `only-${right}`,
  rights: [right],
  sha256: createHash('sha256').update(`token-${right}`).digest('hex'),
}));

function api(flaws: readonly string[] = [], rules = RULES) {
  const world = handlerWorld({ rules });
  const http = createHttpApi({
    token: undefined,
    access: { tokens, issuers: [], flaws },
    rules: () => readDeploymentRules(rules, 'rules.yaml'),
  });
  const logged: object[] = [];
  const bindings = {
    buckets: () => ['demo'],
    context: () => world.context,
    log: (entry: object) => logged.push(entry),
  };
  const call = async (route: string, token: string, body = '{') => {
    const [method = '', path = ''] = route.split(' ');
    const init = { method, headers: { authorization: `Bearer ${token}` }, ...(method === 'POST' ? { body } : {}) };
    const response = await http.request(path, init, bindings);
    return { status: response.status, body: (await response.json()) as { error?: { code: string; message: string } } };
  };
  return { world, call, logged };
}

const calls = Object.entries(ROUTE_RIGHTS).flatMap(([route, needed]) =>
  RIGHTS.map((right) => [route, right, needed] as const),
);

test.each(calls)('%s with only the right %s', async (route, right, needed) => {
  const { call, logged, world } = api();
  const { status, body } = await call(route, `token-${right}`);
  if (right === needed) {
    expect([401, 403]).not.toContain(status);
    return;
  }
  const why = `only-${right} has the right ${right}, and ${route} needs ${needed}`;
  expect([status, body]).toEqual([403, { error: { code: 'forbidden', message: `${why}; send a token that has it` } }]);
  expect(logged).toEqual([{ level: 'warn', action: 'refused', actor: `only-${right}`, why }]);
  expect(world.sent).toEqual([]);
});

test.each(Object.keys(ROUTE_RIGHTS))('%s without a valid token', async (route) => {
  const { call, logged, world } = api();
  expect(await call(route, 'token')).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
  expect([logged, world.sent]).toEqual([[], []]);
});

test.each(['GET /v1/nothing', 'GET /other', 'POST /v1/sweep/', 'PUT /v1/status'])(
  '%s does not exist',
  async (route) => {
    expect(await api().call(route, 'token-read')).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    });
    expect(await api().call(route, 'token')).toMatchObject({ status: 401 });
  },
);

test('settings that cannot be used fail every request except the health check', async () => {
  const { call } = api(['A is wrong', 'B is wrong']);
  for (const route of [...Object.keys(ROUTE_RIGHTS), 'GET /v1/nothing']) {
    expect(await call(route, 'token-move')).toEqual({
      status: 500,
      body: { error: { code: 'config-invalid', message: 'A is wrong; B is wrong' } },
    });
  }
  expect(await call('GET /v1/health', 'token-move')).toEqual({ status: 200, body: { ok: true } });
});

test('the right apply moves no protected alias, also by its name', async () => {
  const alias = 'releases/app/production/f';
  const rules = `${RULES}      - { key: 'releases/{app}/production/{file}', protected: true }\n`.replace(
    /aliases: \[(.*), (.*)\]\n/,
    'aliases:\n      - $1\n      - $2\n',
  );
  const { call, world, logged } = api([], rules);
  await world.put('releases/app/1.0.0/f');
  const why = `only-apply has the right apply, and POST /v1/apply with the protected alias ${alias} needs move`;
  for (const body of [{ key: alias }, { keys: ['releases/app/1.0.0/f', alias] }]) {
    const answer = await call('POST /v1/apply', 'token-apply', JSON.stringify(body));
    expect(answer).toEqual({
      status: 403,
      body: { error: { code: 'forbidden', message: `${why}; send a token that has it` } },
    });
  }
  expect(logged).toEqual([1, 2].map(() => ({ level: 'warn', action: 'refused', actor: 'only-apply', why })));
  expect(await world.links()).toEqual({});
  const other = await call('POST /v1/apply', 'token-apply', JSON.stringify({ key: 'releases/app/1.0.0/f' }));
  expect(other.status).toBe(200);
  expect(await world.links()).not.toHaveProperty([alias]);
});
