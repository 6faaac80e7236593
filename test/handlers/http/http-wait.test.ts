import { describe, expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { type HandlerWorld, handlerWorld, RULES } from '../handler-world.ts';
import { RELEASE_RULES, wholeRelease } from '../release-world.ts';

const ALIAS = 'releases/app/latest/f';

function app(version: string) {
  return `releases/app/${version}/f`;
}

function apiOf(world: HandlerWorld) {
  const http = createHttpApi({ token: 't', rules: () => readDeploymentRules(RULES, 'rules.yaml') });
  const bindings = { buckets: () => ['demo'], context: () => world.context };
  return async (path: string, authorization = 'Bearer t') => {
    const response = await http.request(path, { headers: { authorization } }, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

/** The alias shows 1.1.0. Each read of the clock takes a second, so that a wait ends after its first look. */
async function moved() {
  let now = Date.UTC(2026, 10, 20, 12);
  const world = handlerWorld({
    now: () => {
      now += 1000;
      return now;
    },
  });
  await world.put(app('1.0.0'), app('1.1.0'));
  await sweep(world.context, { kind: 'sweep' });
  return world;
}

describe('GET /v1/wait', () => {
  test.each([
    ['', { outcome: 'shown', goal: app('1.1.0') }],
    [`&target=${app('1.1.0')}`, { outcome: 'shown', goal: app('1.1.0') }],
    ['&version=1.1.0&timeout=30s', { outcome: 'shown', goal: '1.1.0', shows: app('1.1.0'), looks: 1 }],
    ['&version=1.0.0', { outcome: 'overtaken', goal: '1.0.0', shows: app('1.1.0') }],
    [`&target=${app('1.0.0')}`, { outcome: 'overtaken', why: expect.stringContaining('greater') }],
    ['&version=2.0.0&timeout=1s', { outcome: 'timeout', shows: app('1.1.0') }],
  ])('%s', async (query, expected) => {
    expect(await apiOf(await moved())(`/v1/wait?alias=${ALIAS}${query}`)).toMatchObject({
      status: 200,
      body: { alias: ALIAS, ...expected },
    });
  });

  test('answers once the alias shows the version', async () => {
    const world = await moved();
    const wait = apiOf({ ...world, context: { ...world.context, now: Date.now } })(
      `/v1/wait?alias=${ALIAS}&version=1.2.0`,
    );
    await world.put(app('1.2.0'));
    await sweep(world.context, { kind: 'sweep' });
    expect(await wait).toMatchObject({ status: 200, body: { outcome: 'shown', shows: app('1.2.0') } });
  });

  test.each([
    ['1.0.0', 'shown'],
    ['0.9.0', 'overtaken'],
  ])('release %s of a prefix is %s', async (release, outcome) => {
    const world = handlerWorld({ rules: RELEASE_RULES });
    await world.put(...wholeRelease('1.0.0', 'f'));
    await sweep(world.context, { kind: 'sweep' });
    expect(await apiOf(world)(`/v1/wait?prefix=sets/a/&release=${release}`)).toMatchObject({
      status: 200,
      body: { prefix: 'sets/a/', release, outcome },
    });
  });

  test.each([
    ['', 'it must have an alias, or a prefix and a release'],
    ['alias=', '"alias": it is empty'],
    [`alias=${ALIAS}&prefix=a/`, 'either an alias or a prefix'],
    [`alias=${ALIAS}&release=1`, '"release" needs a prefix'],
    [`alias=${ALIAS}&target=a&version=1`, 'exclude each other'],
    ['prefix=a/', 'a prefix needs a release'],
    ['prefix=a&release=1', '"prefix": it must end with a slash'],
    ['prefix=a/&release=1&version=1', 'need an alias'],
    [`alias=${ALIAS}&timeout=31s`, 'from 1s to 30s'],
    [`alias=${ALIAS}&timeout=5m`, 'from 1s to 30s'],
    [`alias=${ALIAS}&timeout=0s`, 'from 1s to 30s'],
    [`alias=${ALIAS}&timeout=soon`, 'from 1s to 30s'],
    [`alias=${ALIAS}&limit=1`, 'limit'],
    [`alias=${ALIAS}&version=x`, '"x" is not a version of rule app'],
    [`alias=${ALIAS}&target=other`, 'can never be the target'],
  ])('%s is malformed', async (query, message) => {
    expect(await apiOf(await moved())(`/v1/wait?${query}`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(message) } },
    });
  });

  test('an alias that no rule defines is refused', async () => {
    expect(await apiOf(await moved())('/v1/wait?alias=other')).toMatchObject({
      status: 404,
      body: { error: { code: 'not-an-alias' } },
    });
  });

  test('needs the token', async () => {
    expect((await apiOf(await moved())(`/v1/wait?alias=${ALIAS}`, 'Bearer x')).status).toBe(401);
  });
});
