import { describe, expect, test } from 'vitest';
import { readDeploymentRules } from '../../../src/handlers/function/deployment-rules.ts';
import { createHttpApi } from '../../../src/handlers/http/http-api.ts';
import type { Store } from '../../../src/stores/store.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

const START = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const ALIAS = 'releases/app/latest/f';
const NEXT = RULES.replace(
  "'releases/{app}/latest/{file}'",
  "{ key: 'releases/{app}/latest/{file}', prereleases: true }",
);

function app(version: string) {
  return `releases/app/${version}/f`;
}

/** 12:00: 1.0.0. 13:00: 1.1.0-rc.1. 14:00: 1.1.0. Now: 15:00. */
async function api(versioning: 'Enabled' | 'Never' = 'Enabled', storeOf: (store: Store) => Store = (store) => store) {
  const clock = { now: START };
  const { context, put, links } = handlerWorld({ now: () => clock.now, versioning });
  for (const version of ['1.0.0', '1.1.0-rc.1', '1.1.0']) {
    await put(app(version));
    clock.now += HOUR;
  }
  const http = createHttpApi({ token: 't', rules: () => readDeploymentRules(RULES, 'rules.yaml') });
  const bindings = { buckets: () => ['demo'], context: () => ({ ...context, store: storeOf(context.store) }) };
  const call = async (body: object, authorization = 'Bearer t') => {
    const init = { method: 'POST', headers: { authorization }, body: JSON.stringify(body) };
    const response = await http.request('/v1/backtest', init, bindings);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { call, links };
}

describe('POST /v1/backtest', () => {
  test('the moments at which the rules differ, and the counts', async () => {
    const { call, links } = await api();
    expect(await call({ rules: NEXT })).toMatchObject({
      status: 200,
      body: {
        total: { changes: 3, moments: 2, aliases: 1, differing: 0, since: null, newRules: { source: 'request' } },
        moments: [
          {
            at: '2026-11-20T13:00:00Z',
            alias: ALIAS,
            present: app('1.0.0'),
            new: app('1.1.0-rc.1'),
            differs: true,
            cause: { what: 'uploaded', key: app('1.1.0-rc.1') },
          },
          { at: '2026-11-20T14:00:00Z', present: app('1.1.0'), new: app('1.1.0'), differs: false },
        ],
        more: false,
      },
    });
    expect(await links()).toEqual({});
  });

  test.each([
    ['the same rules', { rules: RULES }, []],
    ['since a moment', { rules: NEXT, since: '90m' }, ['2026-11-20T13:30:00Z', '2026-11-20T14:00:00Z']],
    ['since the last change', { rules: NEXT, since: '1m' }, []],
    ['one alias', { rules: NEXT, alias: 'releases/app/v1/f' }, []],
    ['a prefix', { rules: NEXT, prefix: 'releases/app/' }, ['2026-11-20T13:00:00Z', '2026-11-20T14:00:00Z']],
    ['another prefix', { rules: NEXT, prefix: 'releases/other/' }, []],
  ])('%s', async (_, body, times) => {
    const { call } = await api();
    expect(await call(body)).toMatchObject({
      status: 200,
      body: { moments: times.map((at) => ({ at })), more: false },
    });
  });

  test.each([
    [{}, 'rules: it is missing'],
    [{ rules: '' }, 'rules: it is empty'],
    [{ rules: 'version: 1\nrules: 1\n' }, '"rules" cannot be used: request:2:'],
    [{ rules: NEXT, since: 'soon' }, '"since" cannot be used'],
    [{ rules: NEXT, alias: ALIAS, prefix: 'releases/' }, 'it must not have an alias and a prefix'],
    [{ rules: NEXT, prefix: 'releases' }, 'prefix: it must end with a slash'],
    [{ rules: NEXT, limit: 1 }, 'limit'],
  ])('%j is malformed', async (body, message) => {
    expect(await (await api()).call(body)).toMatchObject({
      status: 400,
      body: { error: { code: 'request-malformed', message: expect.stringContaining(message) } },
    });
  });

  test('an alias that neither rules define, and a bucket without versions, are refused', async () => {
    expect(await (await api()).call({ rules: NEXT, alias: 'other' })).toMatchObject({ status: 409 });
    expect(await (await api('Never')).call({ rules: NEXT })).toMatchObject({ status: 409 });
  });

  test('needs the token', async () => {
    expect((await (await api()).call({ rules: NEXT }, 'Bearer x')).status).toBe(401);
  });
});

/** A store whose listing of versions has so many keys, each written once, and each a release of its own app. */
function withVersions(store: Store, keys: number): Store {
  return {
    ...store,
    send: (async (request) => {
      if (request.operation !== 'ListObjectVersions') return store.send(request);
      const begin = Number(request.keyMarker?.split('/')[1] ?? '100000') + 1;
      const versions = Array.from({ length: Math.min(1000, 100_001 + keys - begin) }, (_, i) => ({
        ...{ key: `releases/${begin + i}/1.0.0-rc.1/f`, versionId: 'v', lastModified: START, etag: 'e', size: 1 },
        ...{ type: 'Normal', isLatest: true, deleteMarker: false },
      }));
      const last = versions.at(-1)?.key;
      return begin + 1000 > 100_000 + keys ? { versions } : { versions, nextKeyMarker: last };
    }) as Store['send'],
  };
}

describe('a large bucket', () => {
  test('1,000 moments are returned', async () => {
    const { call } = await api('Enabled', (store) => withVersions(store, 2500));
    expect(await call({ rules: NEXT })).toMatchObject({
      status: 200,
      body: { total: { changes: 2500, moments: 2500 }, moments: { length: 1000 }, more: true },
    });
  });

  test('more than 200,000 changes are refused', async () => {
    const { call } = await api('Enabled', (store) => withVersions(store, 200_001));
    expect(await call({ rules: NEXT })).toMatchObject({
      status: 413,
      body: { error: { code: 'limit-exceeded', message: expect.stringContaining('more than 200000 changes') } },
    });
  });
});
