import { describe, expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const ALIAS = 'releases/app/latest/f';

function app(version: string) {
  return `releases/app/${version}/f`;
}

async function api() {
  const world = handlerWorld({ now: () => NOW });
  const http = createHttpApi({
    token: 't',
    rules: () => readDeploymentRules(RULES, 'rules.yaml'),
  });
  const bindings = { buckets: () => ['demo'], context: () => world.context };
  const call = async (path: string, body: unknown, authorization = 'Bearer t') => {
    const init = { method: 'POST', headers: { authorization }, body: JSON.stringify(body) };
    const response = await http.request(path, init, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  await world.put(app('1.0.0'));
  await sweep(world.context, { kind: 'sweep' });
  await world.put(app('1.1.0'));
  await sweep(world.context, { kind: 'sweep' });
  return { world, call };
}

test('a prefix is pinned to a release; one alias of several needs "alone"', async () => {
  const { world, call } = await api();
  await world.put('releases/app/1.0.0/g', 'releases/app/1.1.0/g');
  await sweep(world.context, { kind: 'sweep' });
  const one = { alias: ALIAS, target: app('1.0.0'), reason: 'r' };
  const before = await world.links();
  expect(await call('/v1/pin', one)).toMatchObject({
    status: 409,
    body: { error: { code: 'alias-refused' }, apart: ['releases/app/latest/g'] },
  });
  const several = { prefix: 'releases/app/latest/', release: '1.0.0', reason: 'r' };
  expect(await call('/v1/pin', { ...several, dryRun: true })).toMatchObject({
    status: 200,
    body: {
      aliases: [
        { action: 'pinned', planned: true },
        { action: 'pinned', planned: true },
      ],
    },
  });
  expect(await world.links()).toEqual(before);
  expect((await call('/v1/pin', { ...one, alone: true })).status).toBe(200);
  expect(await call('/v1/pin', several)).toMatchObject({
    status: 200,
    body: {
      aliases: [
        { action: 'pinned', to: app('1.0.0') },
        { action: 'pinned', to: 'releases/app/1.0.0/g' },
      ],
    },
  });
  expect(await call('/v1/unpin', { prefix: 'releases/app/latest/' })).toMatchObject({
    status: 200,
    body: { aliases: [{ to: app('1.1.0') }, { to: 'releases/app/1.1.0/g' }] },
  });
});

test('pin holds an alias, unpin lets the rules decide', async () => {
  const { world, call } = await api();
  const pin = { alias: ALIAS, target: app('1.0.0'), reason: 'the new one is broken', until: '7d' };
  expect(await call('/v1/pin', pin)).toMatchObject({
    status: 200,
    body: { aliases: [{ action: 'pinned', to: app('1.0.0'), why: expect.stringContaining('the new one is broken') }] },
  });
  await sweep(world.context, { kind: 'sweep' });
  expect(await world.links()).toMatchObject({ [ALIAS]: app('1.0.0') });
  expect(await call('/v1/unpin', { alias: ALIAS, dryRun: true })).toMatchObject({
    status: 200,
    body: { aliases: [{ action: 'pointed', from: app('1.0.0'), to: app('1.1.0'), planned: true }] },
  });
  expect(await call('/v1/pin', { ...pin, target: app('9.9.9'), dryRun: true })).toMatchObject({
    status: 409,
    body: { error: { message: expect.stringContaining('there is no object') } },
  });
  expect(await world.links()).toMatchObject({ [ALIAS]: app('1.0.0') });
  expect(await call('/v1/unpin', { alias: ALIAS })).toMatchObject({ body: { aliases: [{ to: app('1.1.0') }] } });
});

test('the end of a pin is recorded', async () => {
  const { world, call } = await api();
  await call('/v1/pin', { alias: ALIAS, target: app('1.0.0'), reason: 'r', until: '2h' });
  const link = await world.context.store.send({ operation: 'GetSymlink', key: ALIAS });
  expect(link).toMatchObject({ metadata: { 'autoalias-pin-until': String(NOW + 7_200_000) } });
});

describe('an invalid move says why, and writes nothing', () => {
  const pin = { alias: ALIAS, target: app('1.0.0'), reason: 'r' };
  test.each<[what: string, path: string, body: unknown, status: number, message: string]>([
    ['no reason', '/v1/pin', { alias: ALIAS, target: 'x' }, 400, 'reason: '],
    ['no target', '/v1/pin', { alias: ALIAS, reason: 'r' }, 400, 'either "target" or "release"'],
    [
      'a prefix with a target',
      '/v1/pin',
      { prefix: 'releases/', target: 'x', reason: 'r' },
      400,
      '"target" needs "alias"',
    ],
    ['a key and a prefix', '/v1/unpin', { alias: ALIAS, prefix: 'releases/' }, 400, 'exactly one of'],
    ['a field that is not known', '/v1/unpin', { alias: ALIAS, force: true }, 400, 'send {"alias":"…"}'],
    [
      'an end that is not a time',
      '/v1/pin',
      { ...pin, until: 'soon' },
      400,
      '"until" cannot be used: soon is not a time',
    ],
    ['an end in the past', '/v1/pin', { ...pin, until: '2026-11-19' }, 400, 'is in the past'],
    ['no body', '/v1/pin', undefined, 400, 'it is not JSON'],
    ['an alias that no rule defines', '/v1/pin', { ...pin, alias: 'x' }, 404, 'no rule defines the alias x'],
    ['a target that does not exist', '/v1/pin', { ...pin, target: 'gone' }, 409, 'there is no object gone'],
    ['a wrong token', '/v1/pin', pin, 401, 'the token is not the value'],
  ])('%s', async (what, path, body, status, message) => {
    const { world, call } = await api();
    const before = await world.links();
    const answer = await call(path, body, what === 'a wrong token' ? 'Bearer x' : undefined);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      status,
      expect.stringContaining(JSON.stringify(message).slice(1, -1)),
    ]);
    expect(await world.links()).toEqual(before);
  });

  test('a real object at the alias is left alone', async () => {
    const { world, call } = await api();
    await world.put('releases/app/next/f', 'releases/app/v2/f');
    const answer = await call('/v1/pin', { ...pin, alias: 'releases/app/v2/f' });
    expect(answer).toMatchObject({ status: 409, body: { aliases: [{ action: 'refused' }] } });
  });
});
