import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCloud } from '../../../src/local/cloud/cloud.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { watchedPrefixes } from '../../../src/rules/match/covering-prefixes.ts';
import { createOssStore } from '../../../src/stores/oss/client/oss-client.ts';
import type { Store } from '../../../src/stores/store.ts';
import { startOtlpReceiver } from '../../handlers/observe/otlp-receiver.ts';
import { ask, askJson, type CloudRig, openCloudRig, putKey, quiet, targetAt } from '../cloud-rig.ts';

let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

function put(store: Store, version: string) {
  return putKey(store, `releases/app/${version}/app.tgz`);
}

function targetOf(store: Store, alias: string) {
  return targetAt(store, `releases/app/${alias}/app.tgz`);
}

describe('startCloud', () => {
  it('keeps aliases right by the functions that are deployed', async () => {
    const { cloud, store } = await rig.start('aliases');
    await Promise.all(['1.9.0', '1.10.0', '2.0.0', '2.1.0-beta.1', '1.2.0'].map((version) => put(store, version)));
    await quiet(cloud);
    expect(await targetOf(store, 'latest')).toBe('releases/app/2.0.0/app.tgz');
    expect(await targetOf(store, 'v1')).toBe('releases/app/1.10.0/app.tgz');
    expect(await targetOf(store, 'next')).toBe('releases/app/2.1.0-beta.1/app.tgz');
    await store.send({ operation: 'DeleteObject', key: 'releases/app/2.0.0/app.tgz' });
    await quiet(cloud);
    expect(await targetOf(store, 'latest')).toBe('releases/app/1.10.0/app.tgz');
    // Five uploads, the deletion, and that of the alias v2, which has no candidate any more.
    expect(cloud.stats()).toMatchObject({ deliveries: { succeeded: 7, dead: 0 }, queue: { ready: 0, dead: 0 } });
  });

  it('aliases are right after every event arrived twice and in random order', async () => {
    const { cloud, store } = await rig.start('duplicates', { duplicates: true });
    const versions = Array.from({ length: 40 }, (_, i) => `1.${(i * 17) % 40}.0`);
    await Promise.all(versions.map((version) => put(store, version)));
    await quiet(cloud);
    expect(await targetOf(store, 'latest')).toBe('releases/app/1.39.0/app.tgz');
    expect(cloud.stats().deliveries.succeeded).toBe(80);
  });

  it('says once that uploads to a bucket which is not served move no aliases', async () => {
    const before = await startCloud(rig.optionsOf('unserved', { bucket: 'other' }));
    await before.close();
    const notices: string[] = [];
    const { cloud, store } = await rig.start('unserved', { notice: (text) => notices.push(text) });
    const { credentials } = rig.optionsOf('unserved');
    const other = createOssStore({
      endpoint: cloud.store,
      region: 'cn-hangzhou',
      bucket: 'other',
      credentials: () => credentials,
    });
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) await put(other, version);
    await put(store, '1.0.0');
    await other.close();
    await quiet(cloud);
    expect(notices).toEqual([expect.stringContaining('bucket other move no aliases')]);
  });

  it('delivers after a restart what it had not delivered before', async () => {
    const failing = { functionsDir: join(rig.root, 'not-built') };
    const before = await startCloud(rig.optionsOf('restart', failing));
    const endpoint = { region: 'cn-hangzhou', bucket: 'demo', credentials: () => rig.optionsOf('restart').credentials };
    const store = createOssStore({ endpoint: before.store, ...endpoint });
    await put(store, '1.0.0');
    await store.close();
    await before.close();
    const after = await rig.start('restart');
    await quiet(after.cloud);
    expect(await targetOf(after.store, 'latest')).toBe('releases/app/1.0.0/app.tgz');
  });

  it('serves 25 rules with 25 prefixes, and does nothing for other keys', async () => {
    const teams = Array.from({ length: 25 }, (_, i) => `${String.fromCharCode(97 + i)}-team`);
    const rules = teams.map((team) => ({
      name: team,
      match: { prefix: `${team}/`, regex: `^${team}/(?<version>[^/]+)/a$` },
      order: { by: 'semver', on: 'version' },
      aliases: [`${team}/latest/a`],
    }));
    const rulesFile = join(rig.root, 'teams.yaml');
    const text = JSON.stringify({ version: 1, rules });
    writeFileSync(rulesFile, text);
    const triggerPrefixes = watchedPrefixes(parseRules(text, rulesFile));
    expect(triggerPrefixes).toHaveLength(25);
    const { cloud, store } = await rig.start('teams', { rulesFile, triggerPrefixes });
    await Promise.all(teams.map((team) => putKey(store, `${team}/1.0.0/a`)));
    await quiet(cloud);
    const targets = await Promise.all(teams.map((team) => targetAt(store, `${team}/latest/a`)));
    expect(targets).toEqual(teams.map((team) => `${team}/1.0.0/a`));
    const before = cloud.stats();
    await putKey(store, 'another-team/1.0.0/a');
    await quiet(cloud);
    const after = cloud.stats();
    expect(after.deliveries.dead).toBe(0);
    expect(after.requests - before.requests).toBe(1);
  });

  it('accepts the tokens of the list, with their rights', async () => {
    const token = 'a-token-with-one-right';
    const sha256 = createHash('sha256').update(token).digest('hex');
    const tokens = JSON.stringify([{ name: 'ci', rights: ['read'], sha256 }]);
    const { cloud } = await rig.start('tokens', { access: { tokens } });
    const headers = { authorization: `Bearer ${token}` };
    const statuses = [
      (await fetch(`${cloud.api}/v1/status`, { headers })).status,
      (await fetch(`${cloud.api}/v1/sweep`, { method: 'POST', headers })).status,
    ];
    expect(statuses).toEqual([200, 403]);
  });

  it('lets the functions export their decisions to an OpenTelemetry receiver', async () => {
    const receiver = await startOtlpReceiver();
    try {
      const { cloud, store } = await rig.start('otlp', {
        otlp: { endpoint: receiver.url, headers: 'x-team=releases' },
      });
      await put(store, '1.9.0');
      await quiet(cloud);
      expect(receiver.headers[0]).toMatchObject({ 'x-team': 'releases' });
      expect(JSON.stringify(receiver.logs)).toContain('releases/app/latest/app.tgz');
      expect(receiver.refused).toEqual([]);
    } finally {
      await receiver.close();
    }
  });

  it('applies changed rules at once: triggers, functions, and a sweep of existing objects', async () => {
    const rulesOf = (name: string, prefix: string, alias: string) => {
      const regex = `^${prefix}(?<version>[0-9.]+)/a$`;
      const rule = { name, match: { prefix, regex }, order: { by: 'semver', on: 'version' }, aliases: [alias] };
      const rulesFile = join(rig.root, `${name}.json`);
      writeFileSync(rulesFile, JSON.stringify({ version: 1, rules: [rule] }));
      return { rulesFile, rulesSource: '/mine.yaml', triggerPrefixes: [prefix] };
    };
    const { cloud, store } = await rig.start('reload', rulesOf('before', 'old/', 'old/latest/a'));
    await Promise.all(['old/1.0.0/a', 'new/1.0.0/a'].map((key) => putKey(store, key)));
    await quiet(cloud);
    expect([await targetAt(store, 'old/latest/a'), await targetAt(store, 'new/latest/a')]).toEqual([
      'old/1.0.0/a',
      'none',
    ]);

    await cloud.useRules(rulesOf('after', 'new/', 'new/latest/a'));
    await quiet(cloud);
    expect(await targetAt(store, 'new/latest/a')).toBe('new/1.0.0/a');
    await Promise.all(['old/2.0.0/a', 'new/2.0.0/a'].map((key) => putKey(store, key)));
    await quiet(cloud);
    expect([await targetAt(store, 'old/latest/a'), await targetAt(store, 'new/latest/a')]).toEqual([
      'old/1.0.0/a',
      'new/2.0.0/a',
    ]);
    expect(await askJson(cloud, '/v1/explain?key=new/1.0.0/a')).toMatchObject({ rules: [{ rule: 'after' }] });
  });

  it('sweeps by its timer', async () => {
    const { cloud, store } = await rig.start('sweep', { triggers: [], sweepSeconds: 1 });
    await put(store, '1.0.0');
    const swept = (): boolean => cloud.stats().deliveries.succeeded > 0;
    while (!swept()) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await targetOf(store, 'latest')).toBe('releases/app/1.0.0/app.tgz');
  });
});

describe('what another process has', () => {
  it('a data directory', async () => {
    await rig.start('taken');
    await expect(startCloud(rig.optionsOf('taken'))).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining(`the local cloud with pid ${process.pid} uses it`),
    });
  });

  it.each([
    ['storePort', 'store', '--store-port or AUTOALIAS_STORE_PORT'],
    ['apiPort', 'api', '--port or AUTOALIAS_PORT'],
    ['bosPort', 'bos', '--bos-port or AUTOALIAS_BOS_PORT'],
  ] as const)('%s; what was opened is closed again', async (option, server, variable) => {
    const { cloud } = await rig.start(`has-${option}`);
    const port = Number(new URL(cloud[server]).port);
    await expect(startCloud(rig.optionsOf(`wants-${option}`, { [option]: port }))).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(new RegExp(`port ${port} .${variable}.: another program listens there`)),
    });
    await rig.start(`wants-${option}`);
  });
});

describe('the API', () => {
  it('answers /v1 by the function that is deployed', async () => {
    const { cloud, store } = await rig.start('api');
    expect(await (await fetch(`${cloud.api}/v1/health`)).json()).toMatchObject({ ok: true });
    expect((await fetch(`${cloud.api}/v1/explain?key=a`)).status).toBe(401);
    await put(store, '1.0.0');
    await quiet(cloud);
    const view = await ask(cloud, '/v1/aliases/releases/app/latest/app.tgz');
    const right = { state: 'right', target: 'releases/app/1.0.0/app.tgz' };
    expect(await view.json()).toMatchObject(right);
    const queried = await ask(cloud, `/v1/aliases?key=${encodeURIComponent('releases/app/latest/app.tgz')}`);
    expect(await queried.json()).toMatchObject(right);
  });

  it.each(['%2e%2e', '..', '.%2E', '.', '%2e'])('answers about no other key for a path with %s', async (dots) => {
    const { cloud } = await rig.start(`dots-${encodeURIComponent(dots).replaceAll('%', '')}`);
    const { hostname, port } = new URL(cloud.api);
    // fetch would resolve the dots itself.
    const headers = { authorization: `Bearer ${rig.optionsOf('').token}` };
    const asked = request({ hostname, port, path: `/v1/aliases/releases/${dots}/latest/x`, headers }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect([answer.statusCode, await json(answer)]).toEqual([
      400,
      { error: { code: 'request-malformed', message: expect.stringContaining('send the key in the query') } },
    ]);
  });

  it('reports deliveries, and replays dropped events', async () => {
    const { cloud, store } = await rig.start('local', { functionsDir: join(rig.root, 'not-built') });
    await put(store, '1.0.0');
    const events = async (): Promise<{ deliveries: unknown[] }> =>
      JSON.parse(await (await ask(cloud, '/local/events')).text());
    let told = await events();
    while (told.deliveries.length === 0) told = await events();
    expect(told.deliveries[0]).toMatchObject({
      key: 'releases/app/1.0.0/app.tgz',
      eventName: 'ObjectCreated:PutObject',
      outcome: 'to-be-retried',
      error: expect.stringContaining('build the functions first'),
    });
    expect(await (await ask(cloud, '/local/dead-letters')).json()).toEqual({ deadLetters: [] });
    expect((await ask(cloud, '/local/dead-letters/1/replay', { method: 'POST' })).status).toBe(404);
    expect(await (await ask(cloud, '/local/stats')).json()).toMatchObject({ queue: { later: 1 } });
  });
});
