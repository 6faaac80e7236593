import { describe, expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { type HandlerWorld, handlerWorld, RULES } from '../handler-world.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../release-world.ts';

function apiOf(world: HandlerWorld) {
  const http = createHttpApi({ token: 't', rules: () => readDeploymentRules(RULES, 'rules.yaml') });
  const bindings = { buckets: () => ['demo'], context: () => world.context };
  return async (path: string, authorization = 'Bearer t') => {
    const response = await http.request(path, { headers: { authorization } }, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

describe('GET /v1/status', () => {
  async function filled() {
    const world = handlerWorld();
    await world.put('releases/a/1.0.0/f', 'releases/a/nightly/f', 'releases/b/1.0.0/f');
    await sweep(world.context, { kind: 'sweep' });
    await world.put('releases/b/1.1.0/f');
    return world;
  }

  test('counts the aliases, and lists those that are not right or have objects that are not read', async () => {
    const { status, body } = await apiOf(await filled())('/v1/status');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { total: { states: { right: 2, stale: 2 }, unread: { objects: 1, aliases: 1 } }, more: 0 },
    });
    expect(body.aliases).toMatchObject([
      { alias: 'releases/a/latest/f', state: 'right', unread: { objects: 1 } },
      { alias: 'releases/b/latest/f', state: 'stale' },
      { alias: 'releases/b/v1/f', state: 'stale' },
    ]);
  });

  test.each([
    ['a greater candidate is withdrawn', '1.1.0', ['releases/a/latest/f', 'releases/a/v1/f']],
    ['a less candidate is withdrawn', '1.0.0', []],
  ])('%s', async (_, version, listed) => {
    const world = handlerWorld();
    await world.put('releases/a/1.0.0/f', 'releases/a/1.1.0/f');
    await world.put(`releases/a/${version}/.withdrawn`);
    await sweep(world.context, { kind: 'sweep' });
    const { body } = await apiOf(world)('/v1/status');
    expect(body.total).toMatchObject({ states: { stale: 0 } });
    expect(body.aliases).toMatchObject(
      listed.map((alias) => ({
        alias,
        state: 'right',
        withdrawn: { key: `releases/a/${version}/f`, marker: `releases/a/${version}/.withdrawn` },
      })),
    );
  });

  test('lists a right alias whose target is archived', async () => {
    const world = handlerWorld({ rules: `${RULES}    archived: allow\n` });
    await world.put('releases/b/1.0.0/f');
    const body = new Uint8Array(1);
    await world.context.store.send({
      operation: 'PutObject',
      key: 'releases/a/1.0.0/f',
      body,
      storageClass: 'Archive',
    });
    await sweep(world.context, { kind: 'sweep' });
    expect((await apiOf(world)('/v1/status')).body).toMatchObject({
      total: { archived: 2, states: { right: 4 } },
      aliases: [
        { alias: 'releases/a/latest/f', state: 'right', archived: 'Archive' },
        { alias: 'releases/a/v1/f', state: 'right', archived: 'Archive' },
      ],
    });
  });

  test('of a prefix', async () => {
    const { body } = await apiOf(await filled())('/v1/status?prefix=releases/b/&bucket=demo');
    expect(body.total).toMatchObject({ aliases: 2, unread: { objects: 0 } });
  });

  test('of releases', async () => {
    const world = handlerWorld({ rules: RELEASE_RULES });
    await world.put(...wholeRelease('1.0.0', 'f'), setKey('nightly', 'f'));
    await sweep(world.context, { kind: 'sweep' });
    const { body } = await apiOf(world)('/v1/status?releases=true&prefix=sets/');
    expect(body).toMatchObject({
      total: { groups: 1, states: { right: 1 }, unread: { objects: 1 } },
      groups: [{ group: 'sets/a/latest/{file}', release: 'a/1.0.0', files: { shown: 2, of: 2 } }],
      more: 0,
      remarks: [],
    });
  });

  test('releases=true names the rules without releases', async () => {
    expect((await apiOf(await filled())('/v1/status?releases=true')).body).toMatchObject({
      groups: [],
      remarks: ['rule app has no releases; GET /v1/status lists the aliases of every rule'],
    });
  });

  test.each([
    ['/v1/status?releases=yes', '"releases": it must be true or false'],
    ['/v1/status?alias=x', 'alias'],
    [`/v1/status?prefix=${'x'.repeat(1024)}`, '"prefix": '],
  ])('%s is refused', async (path, message) => {
    const { status, body } = await apiOf(await filled())(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'request-malformed', message: expect.stringContaining(message) } });
  });

  test('needs the token', async () => {
    expect((await apiOf(await filled())('/v1/status', 'Bearer x')).status).toBe(401);
  });
});

describe('GET /v1/plan', () => {
  async function changed() {
    const world = handlerWorld();
    await world.put('releases/a/1.0.0/f', 'releases/a/nightly/f', 'releases/b/1.0.0/f');
    await sweep(world.context, { kind: 'sweep' });
    await world.put('releases/b/1.1.0/f');
    return world;
  }

  test('lists what would change, and writes nothing', async () => {
    const world = await changed();
    const links = await world.links();
    const { status, body } = await apiOf(world)('/v1/plan');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        total: {
          aliases: 4,
          actions: { unchanged: 2, pointed: 2 },
          unread: { objects: 1 },
          orphaned: 0,
          planned: true,
        },
        more: 0,
      },
    });
    const move = { action: 'pointed', planned: true, from: 'releases/b/1.0.0/f', to: 'releases/b/1.1.0/f' };
    expect(body.aliases).toMatchObject([
      { alias: 'releases/b/latest/f', state: 'stale', ...move },
      { alias: 'releases/b/v1/f', state: 'stale', ...move },
    ]);
    expect(await world.links()).toEqual(links);
  });

  test('counts the aliases that no rule defines any more', async () => {
    const world = await changed();
    const former = handlerWorld({ rules: RULES.replace('v{version.major}', 'line-{version.major}') });
    await sweep({ ...former.context, store: world.context.store }, { kind: 'sweep' });
    const { body } = await apiOf(world)('/v1/plan');
    expect(body).toMatchObject({
      total: { orphaned: 2, orphans: ['releases/a/line-1/f', 'releases/b/line-1/f'] },
      aliases: { length: 1 },
    });
  });

  test('of a prefix', async () => {
    const { body } = await apiOf(await changed())('/v1/plan?prefix=releases/a/&bucket=demo');
    expect(body).toMatchObject({ total: { aliases: 2, unread: { objects: 1 } }, aliases: [] });
  });

  test.each([
    ['/v1/plan?releases=true', 'releases'],
    [`/v1/plan?prefix=${'x'.repeat(1024)}`, '"prefix": '],
  ])('%s is refused', async (path, message) => {
    expect(await apiOf(await changed())(path)).toMatchObject({
      status: 400,
      body: { error: { code: 'request-malformed', message: expect.stringContaining(message) } },
    });
  });

  test('needs the token', async () => {
    expect((await apiOf(await changed())('/v1/plan', 'Bearer x')).status).toBe(401);
  });
});

test('POST /v1/apply says why it skipped a key', async () => {
  const world = handlerWorld();
  await world.put('releases/a/nightly/f');
  const http = createHttpApi({ token: 't', rules: () => readDeploymentRules(RULES, 'rules.yaml') });
  const bindings = { buckets: () => ['demo'], context: () => world.context };
  const init = {
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'releases/a/nightly/f' }),
  };
  const response = await http.request('/v1/apply', init, bindings);
  const why = '"nightly" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)';
  const skipped = { key: 'releases/a/nightly/f', rule: 'app', kind: 'unread', why };
  expect(await response.json()).toMatchObject({ aliases: [], skipped: [skipped, skipped] });
});
