import { describe, expect, test } from 'vitest';
import { putMarker } from '../../../src/aliases/model/marker-note.ts';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import { type HandlerWorld, handlerWorld, RULES } from '../handler-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const ALIAS = 'releases/app/latest/f';

function app(version: string) {
  return `releases/app/${version}/f`;
}

/** 12:00: 1.0.0. 13:00: 1.1.0. Now: 14:00. */
async function livedWorld(versioning: 'Enabled' | 'Never' = 'Enabled') {
  const clock = { now: START };
  const world = handlerWorld({ now: () => clock.now, versioning });
  for (const version of ['1.0.0', '1.1.0']) {
    await world.put(app(version));
    await sweep(world.context, { kind: 'sweep' });
    clock.now += HOUR;
  }
  return { clock, world, call: callApi(world) };
}

function callApi({ context }: HandlerWorld) {
  const http = createHttpApi({ token: 't', rules: () => readDeploymentRules(RULES, 'rules.yaml') });
  const bindings = { buckets: () => ['demo'], context: () => context };
  return async (path: string, authorization = 'Bearer t') => {
    const response = await http.request(path, { headers: { authorization } }, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

async function api(versioning?: 'Enabled' | 'Never') {
  return (await livedWorld(versioning)).call;
}

describe.each(['Enabled', 'Never'] as const)('versioning %s: a move by the event of a marker', (versioning) => {
  const marker = 'releases/app/1.1.0/.withdrawn';
  const note = { reason: 'breaks logins', actor: 'ada@host', by: 'withdraw' } as const;
  const said = { key: marker, reason: 'breaks logins', actor: 'ada@host', principal: '2093' };
  const withdrawn = async (content: Uint8Array) => {
    const { clock, world, call } = await livedWorld(versioning);
    await world.context.store.send({ ...putMarker(marker, note, clock.now), body: content });
    const cause = { kind: 'change', event: 'ObjectCreated:PutObject', key: marker, actor: '2093' } as const;
    await handleChanges(world.context, [{ key: marker, cause }]);
    return call;
  };

  test('names the person and not the account, in each response', async () => {
    const call = await withdrawn(putMarker(marker, note, START).body);
    const mover = { actor: 'ada@host', marker: said };
    const { body: history } = await call(`/v1/history?alias=${ALIAS}&limit=1`);
    expect(history).toMatchObject({ entries: [mover] });
    expect((await call(`/v1/resolve?alias=${ALIAS}`)).body).toMatchObject(mover);
    expect((await call(`/v1/aliases?key=${ALIAS}`)).body).toMatchObject({ record: mover });
    const { body: explained } = await call(`/v1/explain?key=${app('1.0.0')}`);
    expect(explained).toMatchObject({ rules: [{ aliases: [{ alias: ALIAS, record: mover }, {}] }] });
    if (versioning === 'Never') return;
    expect((await call(`/v1/resolve?alias=${ALIAS}&at=2026-11-20T14:00Z`)).body).toMatchObject(mover);
    const { body: diff } = await call(`/v1/diff?alias=${ALIAS}&from=30m`);
    expect(diff).toMatchObject({ differences: [{ to: mover }] });
    const { body: releases } = await call('/v1/history?prefix=releases/app/&limit=1');
    expect(releases).toMatchObject({ moves: [mover] });
  });

  test('names the account if the marker names no one', async () => {
    const call = await withdrawn(new TextEncoder().encode('not by autoalias'));
    const mover = { actor: '2093', marker: { key: marker, actor: null, principal: '2093' } };
    expect((await call(`/v1/history?alias=${ALIAS}&limit=1`)).body).toMatchObject({ entries: [mover] });
    expect((await call(`/v1/resolve?alias=${ALIAS}`)).body).toMatchObject(mover);
    expect((await call(`/v1/aliases?key=${ALIAS}`)).body).toMatchObject({ record: mover });
  });
});

describe('GET /v1/resolve', () => {
  test.each([
    ['', { shows: 'link', target: app('1.1.0'), at: null }],
    ['&at=2026-11-20T12:30Z', { shows: 'link', target: app('1.0.0'), since: '2026-11-20T12:00:00Z', gap: null }],
    ['&at=90m', { shows: 'link', target: app('1.0.0'), at: '2026-11-20T12:30:00Z' }],
    ['&at=2026-11-20T20:30%2B08:00', { target: app('1.0.0') }],
    ['&at=2026-11-20', { shows: 'nothing', target: null }],
  ])('%s', async (query, expected) => {
    const call = await api();
    const { status, body } = await call(`/v1/resolve?alias=${ALIAS}${query}`);
    expect({ status, body }).toMatchObject({ status: 200, body: { alias: ALIAS, ...expected } });
  });

  test.each([
    ['/v1/resolve', 'the query has no alias'],
    ['/v1/resolve?alias=', '"alias" is not valid'],
    [`/v1/resolve?alias=${ALIAS}&at=soon`, '"at" cannot be used: soon is not a time'],
    [`/v1/resolve?alias=${ALIAS}&at=2026-11-20T14:00:01Z`, 'is in the future'],
    [`/v1/resolve?alias=${ALIAS}&at=2026-11-20T20:30+08:00`, '%2B'],
  ])('%s is malformed', async (path, message) => {
    const call = await api();
    expect(await call(path)).toMatchObject({
      status: 400,
      body: { error: { code: 'request-malformed', message: expect.stringContaining(message) } },
    });
  });

  test.each<[versioning: 'Enabled' | 'Never', query: string, status: number]>([
    ['Enabled', 'alias=other', 404],
    ['Enabled', 'alias=other&at=90m', 404],
    ['Enabled', 'alias=releases/app/latest/', 404],
    ['Never', 'alias=other', 404],
    ['Never', `alias=${ALIAS}`, 200],
  ])('an alias that was never there is 404 (versioning %s: %s)', async (versioning, query, status) => {
    const answer = await (await api(versioning))(`/v1/resolve?${query}`);
    expect(answer.status).toBe(status);
    const shows = query.includes('at=') ? 'unknown' : 'nothing';
    if (status === 404) expect(answer.body).toMatchObject({ shows, error: { code: 'not-an-alias' } });
  });

  test('needs the token', async () => {
    expect(await (await api())(`/v1/resolve?alias=${ALIAS}`, 'Bearer x')).toMatchObject({ status: 401 });
  });
});

describe('GET /v1/history', () => {
  test('of an alias: its moves, newest first', async () => {
    const { status, body } = await (await api())(`/v1/history?alias=${ALIAS}`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        alias: ALIAS,
        versioning: 'Enabled',
        more: false,
        entries: [
          { action: 'pointed', ours: true, at: '2026-11-20T13:00:00Z', from: app('1.0.0'), to: app('1.1.0') },
          { action: 'pointed', ours: true, at: '2026-11-20T12:00:00Z', from: null, to: app('1.0.0') },
        ],
      },
    });
  });

  test('of a prefix: the moves of its releases', async () => {
    expect(await (await api())('/v1/history?prefix=releases/app/latest/&limit=1')).toMatchObject({
      status: 200,
      body: {
        prefix: 'releases/app/latest/',
        aliases: 1,
        more: true,
        moves: [{ at: '2026-11-20T13:00:00Z', from: '1.0.0', to: '1.1.0', aliases: 1, of: 1 }],
      },
    });
  });

  test.each([
    [`alias=${ALIAS}&limit=1`, 1, true],
    [`alias=${ALIAS}&limit=1000`, 2, false],
    [`alias=${ALIAS}&all=true`, 2, false],
    ['alias=releases/other', 0, false],
  ])('%s', async (query, entries, more) => {
    const { body } = await (await api())(`/v1/history?${query}`);
    expect(body).toMatchObject({ entries: { length: entries }, more });
  });

  test.each([
    ['', 'either an alias or a prefix'],
    [`alias=${ALIAS}&prefix=releases/`, 'either an alias or a prefix'],
    ['prefix=releases', '"prefix": it must end with a slash'],
    ['prefix=releases/&all=true', '"all" is only for an alias'],
    [`alias=${ALIAS}&all=1`, '"all"'],
    [`alias=${ALIAS}&limit=1001`, 'at most 1000 for an alias'],
    ['prefix=releases/&limit=101', '100 for a prefix'],
    [`alias=${ALIAS}&at=7d`, 'at'],
  ])('%s is malformed', async (query, message) => {
    expect(await (await api())(`/v1/history?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'request-malformed', message: expect.stringContaining(message) } },
    });
  });

  test.each(['0', '-1', '1.5', 'all', ''])('limit=%s is malformed', async (limit) => {
    const call = await api();
    for (const of of [`alias=${ALIAS}`, 'prefix=releases/']) {
      const { status, body } = await call(`/v1/history?${of}&limit=${limit}`);
      expect({ status, body: JSON.stringify(body) }).toMatchObject({
        status: 400,
        body: expect.stringContaining('it must be a whole number above 0'),
      });
    }
  });

  test('of a prefix without its slash is refused, with the prefix', async () => {
    expect(await (await api())('/v1/history?alias=releases/app')).toMatchObject({
      status: 400,
      body: { error: { code: 'usage', message: expect.stringContaining('did you mean the prefix releases/app/') } },
    });
  });

  test('without versions, only of an alias', async () => {
    const call = await api('Never');
    expect(await call(`/v1/history?alias=${ALIAS}`)).toMatchObject({ status: 200, body: { versioning: 'Never' } });
    expect(await call('/v1/history?prefix=releases/')).toMatchObject({ status: 409 });
  });
});

describe('GET /v1/diff', () => {
  const MOVED = { from: { target: app('1.0.0') }, to: { target: app('1.1.0') }, writes: 1 };
  test.each([
    ['prefix=releases/&from=2026-11-20T12:30Z', [ALIAS, 'releases/app/v1/f']],
    ['prefix=&from=2026-11-20T12:30Z', [ALIAS, 'releases/app/v1/f']],
    [`alias=${ALIAS}&from=90m&to=1m`, [ALIAS]],
    [`alias=${ALIAS}&from=30m`, []],
    ['prefix=other/&from=90m', []],
  ])('%s', async (query, aliases) => {
    const call = await api();
    expect(await call(`/v1/diff?${query}`)).toMatchObject({
      status: 200,
      body: { more: false, differences: aliases.map((alias) => ({ alias, ...MOVED })) },
    });
  });

  test.each([
    ['from=7d', 'either an alias or a prefix'],
    ['prefix=releases&from=7d', 'a prefix that ends with a slash'],
    [`prefix=releases/&alias=${ALIAS}&from=7d`, 'either an alias or a prefix'],
    ['prefix=releases/', 'the query has no from'],
    ['prefix=releases/&from=1h&to=2h', 'is later than the second'],
    ['alias=releases/app&from=2h', 'did you mean the prefix releases/app/'],
    ['prefix=releases/&from=x', '"from" cannot be used'],
    ['prefix=releases/&from=7d&to=x', '"to" cannot be used'],
    ['prefix=/releases/&from=7d', '"prefix" is not valid'],
  ])('%s is malformed', async (query, message) => {
    const call = await api();
    expect(await call(`/v1/diff?${query}`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(message) } },
    });
  });

  test('a bucket without versions is refused', async () => {
    const call = await api('Never');
    expect(await call('/v1/diff?prefix=releases/&from=7d')).toMatchObject({
      status: 409,
      body: { error: { code: 'alias-refused' } },
    });
  });
});
