import { describe, expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import { tool, uploaded, WITHDRAW_RULES } from '../withdraw/withdraw-world.ts';

const MARKER = tool('1.1.0', '.withdrawn');

async function api(...keys: string[]) {
  const world = await uploaded([tool('1.0.0'), tool('1.1.0'), ...keys]);
  const http = createHttpApi({ token: 't', rules: () => readDeploymentRules(WITHDRAW_RULES, 'rules.yaml') });
  const bindings = { buckets: () => ['demo'], context: () => world.context };
  const call = async (path: string, body: unknown) => {
    const init = { method: 'POST', headers: { authorization: 'Bearer t' }, body: JSON.stringify(body) };
    const response = await http.request(path, init, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { world, call };
}

describe('each request moves the aliases, and a second one changes nothing', () => {
  test.each<[what: string, body: unknown, again: unknown]>([
    ['withdraw', { keys: [tool('1.1.0')], reason: 'r' }, { markers: [{ action: 'unchanged' }] }],
    ['withdraw', { keys: [tool('latest')], reason: 'r' }, undefined],
    ['withdraw', { prefix: 'releases/tool/1.1.0/', reason: 'r' }, { markers: [{ action: 'unchanged' }] }],
    ['withdraw', { prefix: 'releases/', release: '1.1.0', reason: 'r' }, { markers: [{ action: 'unchanged' }] }],
    ['rollback', { alias: tool('latest'), from: '1.1.0', reason: 'r' }, { markers: [], aliases: [] }],
    ['rollback', { keys: [tool('latest')], from: '1.1.0', reason: 'r' }, { markers: [], aliases: [] }],
    ['rollback', { prefix: 'releases/tool/', from: '1.1.0', reason: 'r' }, { markers: [], aliases: [] }],
    ['rollback', { keys: [tool('latest')], to: '1.0.0', reason: 'r', confirm: true }, { markers: [], aliases: [] }],
  ])('%s %j', async (what, body, again) => {
    const { world, call } = await api();
    const path = `/v1/${what}`;
    const dry = await call(path, { ...(body as object), dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { markers: [{ marker: MARKER, planned: true }] } });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.0/f' });
    expect(await call(path, body)).toMatchObject({
      status: 200,
      body: { markers: [{ marker: MARKER, rule: 'tool', covers: 'releases/tool/1.1.0/', action: 'withdrawn' }] },
    });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f', 'v1/f': '1.0.0/f' });
    expect(JSON.parse((await world.text(MARKER)) ?? '')).toMatchObject({ actor: 'http', by: what });
    if (again === undefined) return;
    expect(await call(path, body)).toMatchObject({ status: 200, body: again });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.0.0/f' });
  });
});

describe('restore', () => {
  test.each<[body: unknown]>([
    [{ keys: [tool('1.1.0')] }],
    [{ prefix: 'releases/', reason: 'it works' }],
    [{ prefix: 'releases/', release: '1.1.0' }],
  ])('%j', async (body) => {
    const { world, call } = await api();
    await world.withdraw([tool('1.1.0')]);
    expect(await call('/v1/restore', body)).toMatchObject({ status: 200, body: { markers: [{ action: 'restored' }] } });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.0/f' });
    expect(await call('/v1/restore', body)).toMatchObject({ status: 200 });
  });
});

describe('an invalid request says why, and writes nothing', () => {
  const KEYS = [tool('1.1.0')];
  test.each<[what: string, path: string, body: unknown, status: number, message: string]>([
    ['no reason', 'withdraw', { keys: KEYS }, 400, 'reason: it is missing'],
    ['an empty reason', 'withdraw', { keys: KEYS, reason: ' ' }, 400, 'reason: it is empty'],
    ['no name', 'withdraw', { reason: 'r' }, 400, 'exactly one of \\"keys\\" and \\"prefix\\"'],
    ['two names', 'withdraw', { keys: KEYS, prefix: 'a/', reason: 'r' }, 400, 'exactly one of'],
    ['no key', 'withdraw', { keys: [], reason: 'r' }, 400, 'keys: it is empty'],
    ['a prefix as a key', 'withdraw', { keys: ['releases/'], reason: 'r' }, 400, 'it ends with /'],
    ['a prefix without a slash', 'withdraw', { prefix: 'releases', reason: 'r' }, 400, 'prefix: it must end with /'],
    ['an empty prefix', 'restore', { prefix: '' }, 400, 'prefix: it must end with /'],
    ['a release without a prefix', 'restore', { keys: KEYS, release: '1' }, 400, '\\"release\\" needs \\"prefix\\"'],
    ['an end', 'rollback', { alias: tool('latest'), until: '2h', reason: 'r' }, 400, 'there is no field \\"until\\"'],
    ['no reason', 'rollback', { alias: tool('latest') }, 400, 'reason: it is missing; send {\\"alias\\":\\"…\\"'],
    [
      'a misspelled reason and another name',
      'rollback',
      { alias: tool('latest'), resaon: 'r', dryrun: true },
      400,
      'there is no field \\"resaon\\", \\"dryrun\\"; reason: it is missing; send ',
    ],
    ['a number as the reason', 'withdraw', { keys: KEYS, reason: 7 }, 400, 'reason: it must be a string, like'],
    ['a key instead of keys', 'withdraw', { keys: KEYS[0], reason: 'r' }, 400, 'keys: it must be a list, like'],
    ['a null in keys', 'withdraw', { keys: [null], reason: 'r' }, 400, 'keys.0: it must be a string'],
    ['text instead of true', 'restore', { keys: KEYS, dryRun: 'yes' }, 400, 'dryRun: it must be true or false'],
    ['too many keys', 'restore', { keys: Array(1001).fill('k') }, 400, 'keys: it has more than 1000 entries'],
    ['a list', 'restore', [], 400, 'the body cannot be used: it must be a JSON object; send {'],
    ['an empty from', 'rollback', { alias: tool('latest'), from: '' }, 400, 'from: it is empty'],
    ['an alias and keys', 'rollback', { alias: tool('latest'), keys: KEYS, reason: 'r' }, 400, 'exactly one of'],
    ['no rule', 'withdraw', { keys: ['elsewhere'], reason: 'r' }, 404, 'elsewhere is neither a candidate nor an alias'],
    ['withdraw: false', 'withdraw', { keys: ['raw/1.0.0'], reason: 'r' }, 409, 'rule raw ignores markers'],
    ['an object', 'rollback', { keys: KEYS, reason: 'r' }, 404, 'is an object and not an alias'],
    ['never shown', 'rollback', { alias: tool('latest'), from: '9', reason: 'r' }, 409, 'never showed 9'],
    [
      'nothing left',
      'rollback',
      { alias: 'pypi/x.tgz', reason: 'r' },
      409,
      'readers would get 404; to do that, send \\"confirm\\": true, or withdraw the object',
    ],
  ])('%s', async (_, path, body, status, message) => {
    const { world, call } = await api('pypi/x-1.0.0.tgz');
    const before = await world.links();
    const answer = await call(`/v1/${path}`, body);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(message)]);
    expect(await world.links()).toEqual(before);
  });
});

describe('what a person should confirm', () => {
  const latest = [tool('latest')];
  test.each<[what: string, body: object, message: string, moves: readonly string[]]>([
    ['withdraw', { prefix: 'releases/', reason: 'r' }, 'releases/ has 2 versions', ['removed']],
    ['rollback', { keys: latest, to: '1.0.0', reason: 'r' }, 'every release greater than 1.0.0', ['pointed']],
    ['rollback', { alias: tool('latest'), to: '1.0.0', reason: 'r' }, 'every release greater than', ['pointed']],
  ])('%s %j', async (what, body, why, moves) => {
    const { world, call } = await api();
    const path = `/v1/${what}`;
    const before = await world.links();
    const answer = await call(path, body);
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: 'unconfirmed', message: expect.stringContaining(why) } },
    });
    expect(answer.body.error).toMatchObject({ message: expect.stringContaining('with "confirm": true') });
    expect(answer.body).toMatchObject((await call(path, { ...body, dryRun: true })).body);
    expect(answer.body.aliases).toContainEqual(expect.objectContaining({ action: moves[0], planned: true }));
    expect(await call(path, { ...body, confirm: false })).toEqual(answer);
    expect(await world.links()).toEqual(before);
    expect(await world.text(MARKER)).toBeUndefined();
    expect(await call(path, { ...body, confirm: true })).toMatchObject({ status: 200 });
    expect(await world.text(MARKER)).toBeDefined();
  });

  test('a restore of several versions', async () => {
    const { world, call } = await api();
    await world.withdraw([tool('1.0.0'), tool('1.1.0')]);
    expect(await call('/v1/restore', { prefix: 'releases/' })).toMatchObject({
      status: 409,
      body: { markers: [{ planned: true }, { planned: true }] },
    });
    expect(await world.shown()).toEqual({});
    expect(await call('/v1/restore', { prefix: 'releases/', confirm: true })).toMatchObject({ status: 200 });
    expect(await world.shown()).toMatchObject({ 'latest/f': '1.1.0/f' });
  });

  test('a rollback that leaves nothing', async () => {
    const { world, call } = await api('pypi/x-1.0.0.tgz');
    const body = { alias: 'pypi/x.tgz', reason: 'r', confirm: true };
    expect(await call('/v1/rollback', body)).toMatchObject({ status: 200, body: { aliases: [{ action: 'removed' }] } });
    expect(await world.links()).not.toHaveProperty('pypi/x.tgz');
  });
});

test('an alias that cannot be updated makes the answer 502', async () => {
  const { world, call } = await api();
  const { store } = world.context;
  const send = store.send.bind(store);
  store.send = (request) => (request.operation === 'PutSymlink' ? Promise.reject(new Error('down')) : send(request));
  expect(await call('/v1/withdraw', { keys: [tool('1.1.0')], reason: 'r' })).toMatchObject({ status: 502 });
  expect(await world.text(MARKER)).toBeDefined();
});
