import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import OSS from 'ali-oss';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eachLimited } from '../../src/handlers/work/concurrency.ts';
import { OVERRULE_LIMITS } from '../../src/handlers/work/overrule-budget.ts';
import type { CloudOptions, CloudStats } from '../../src/local/cloud/cloud-options.ts';
import type { Delivery } from '../../src/local/queue/invocation.ts';
import { eventDelivery } from '../../src/local/triggers/event-path.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { watchedPrefixes } from '../../src/rules/match/covering-prefixes.ts';
import {
  ask,
  askJson,
  type CloudRig,
  CREDENTIALS,
  openCloudRig,
  putKey,
  quiet,
  type RunningCloud,
  targetAt,
  until,
} from '../local/cloud-rig.ts';

/**
 * Tests aliases under the prefix of their own trigger, in a running local cloud. The writes of the functions raise
 * events there, and these must not cause further writes.
 */
let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

const ALIASES = ['latest', 'v1', 'next'] as const;
const KEYS = Array.from({ length: 60 }, (_, i) => `releases/app/1.${(i * 17) % 60}.0/app.tgz`);

function aliasKey(name: string): string {
  return `releases/app/${name}/app.tgz`;
}

async function start(name: string, guard: boolean, fields: Partial<CloudOptions> = {}): Promise<RunningCloud> {
  const text = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'releases/{app}/v{version.major}/{file}', 'releases/{app}/next/{file}']
    guard: ${guard}
`;
  const rulesFile = join(rig.root, `${name}.yaml`);
  await writeFile(rulesFile, text);
  const triggerPrefixes = watchedPrefixes(parseRules(text, rulesFile));
  return rig.start(name, { rulesFile, triggerPrefixes, watchLinks: guard, ...fields });
}

/** Counters that every client can read. */
async function statsOf({ cloud }: RunningCloud): Promise<CloudStats> {
  return (await askJson(cloud, '/local/stats')) as CloudStats;
}

/**
 * All links and removals written at the aliases. If two instances delete an alias at the same moment, the second adds a
 * delete marker on top of a delete marker. Such markers are not counted: no decision uses them, and no event reports
 * them.
 */
async function writesOf({ store }: RunningCloud): Promise<{ links: number; removals: number }> {
  const pages = await Promise.all(
    ALIASES.map((name) => store.send({ operation: 'ListObjectVersions', prefix: aliasKey(name), maxKeys: 1000 })),
  );
  const versions = pages.flatMap((page) => page.versions);
  const links = versions.filter(({ deleteMarker }) => !deleteMarker).length;
  const removals = versions.filter(({ deleteMarker }, i) => {
    const below = versions[i + 1];
    return deleteMarker && below !== undefined && !below.deleteMarker;
  }).length;
  return { links, removals };
}

function targetsOf({ store }: RunningCloud): Promise<string[]> {
  return Promise.all(ALIASES.map((name) => targetAt(store, aliasKey(name))));
}

/** Waits until the counters stay the same, except for the requests that read them. */
async function expectRest(running: RunningCloud): Promise<void> {
  const before = await statsOf(running);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await statsOf(running)).toEqual(before);
}

describe.each<[name: string, guard: boolean, fields: Partial<CloudOptions>]>([
  ['plain', false, {}],
  ['guarded', true, {}],
  ['on EventBridge in batches', false, { events: 'eventbridge', batch: 7 }],
  ['through a queue', true, { events: 'smq' }],
])('aliases under the trigger’s prefix, %s', (name, guard, fields) => {
  test('uploads and deletions cause a fixed number of events', async () => {
    const running = await start(name, guard, fields);
    const { cloud, store } = running;
    await eachLimited(KEYS, 16, async (key) => void (await putKey(store, key)));
    await quiet(cloud);
    const uploaded = await statsOf(running);
    const written = await writesOf(running);
    expect(await targetsOf(running)).toEqual(ALIASES.map(() => 'releases/app/1.59.0/app.tgz'));
    // Each event is delivered once. A link raises an event only under guard, and its check writes nothing.
    expect(uploaded.deliveries).toEqual({
      succeeded: KEYS.length + (guard ? written.links : 0),
      'to-be-retried': 0,
      dead: 0,
    });
    expect(written.removals).toBe(0);
    // An alias moves at most once for each upload, except for chains that two instances broke and repaired.
    expect(written.links).toBeGreaterThanOrEqual(ALIASES.length);
    expect(written.links).toBeLessThanOrEqual(2 * KEYS.length * ALIASES.length);
    const requests = uploaded.requests - KEYS.length;
    expect(requests).toBeLessThanOrEqual(uploaded.deliveries.succeeded * ALIASES.length * REQUESTS);
    await expectRest(running);

    await eachLimited(KEYS, 16, async (key) => void (await store.send({ operation: 'DeleteObject', key })));
    await quiet(cloud);
    const all = await writesOf(running);
    expect(await targetsOf(running)).toEqual(ALIASES.map(() => 'none'));
    // The deletion of an alias also raises an event under the prefix. It is checked once, and nothing follows.
    const deleted = await statsOf(running);
    const events = 2 * KEYS.length + all.removals + (guard ? all.links : 0);
    expect(deleted.deliveries).toEqual({ succeeded: events, 'to-be-retried': 0, dead: 0 });
    expect(all.removals).toBeGreaterThanOrEqual(ALIASES.length);
    await expectRest(running);
  });
});

const STORM = KEYS.slice(0, 30);
const [kept, gone] = [STORM.slice(0, 10), STORM.slice(10)];

describe.each<[name: string, fields: Partial<CloudOptions>]>([
  ['native', {}],
  ['eventbridge', { events: 'eventbridge' }],
  ['eventbridge in batches', { events: 'eventbridge', batch: 20 }],
  ['smq', { events: 'smq' }],
  ['smq with bodies in Base64', { events: 'smq', batch: 3, choices: { queueMessageBody: 'base64' } }],
  ['smq-notification', { events: 'smq-notification', choices: { deleteObjectsEvents: 'one-for-all' } }],
])('a storm on the path %s', (name, fields) => {
  test('ends right, with repeated events in random order and killed instances', async () => {
    const delivered: Delivery[] = [];
    const running = await start(`storm ${name}`, true, {
      ...fields,
      duplicates: true,
      delivered: (delivery) => delivered.push(delivery),
    });
    const { cloud, store } = running;
    const storm = eachLimited(STORM, 16, async (key) => void (await putKey(store, key)));
    // Each kill fails the invocations that run. Their events are delivered again.
    for (let kills = 0; kills < 3; kills++) {
      await until(() => cloud.stats().queue.inFlight > 0);
      await ask(cloud, '/local/functions/object-events/kill', { method: 'POST' });
    }
    await storm;
    await clientOf(cloud).deleteMulti(gone, { quiet: true });
    await quiet(cloud);

    const [best = ''] = [...kept].sort((a, b) => minorOf(b) - minorOf(a));
    expect(await targetsOf(running)).toEqual(ALIASES.map(() => best));
    const { deliveries } = await statsOf(running);
    expect(deliveries.dead).toBe(0);
    expect(deliveries['to-be-retried']).toBeGreaterThan(0);
    const largest = Math.max(...delivered.map(({ mergedEvents }) => mergedEvents ?? 1));
    const { batch } = eventDelivery(fields.events ?? 'native', fields.batch);
    expect(largest).toBe(batch?.events ?? 1);
    expect(await askJson(cloud, '/v1/sweep', { method: 'POST' })).toMatchObject({ actions: { pointed: 0, failed: 0 } });
  });
});

/** For the operation that deletes several objects, which the product itself does not use. */
function clientOf({ store: endpoint, bucket }: RunningCloud['cloud']): OSS {
  return new OSS({ endpoint, bucket, region: 'oss-cn-hangzhou', ...CREDENTIALS, authorizationV4: true });
}

function minorOf(key: string): number {
  return Number(key.split('/')[2]?.split('.')[1]);
}

/**
 * Requests for one alias of one event: six to move it, and another listing and look after a conflict with another
 * instance.
 */
const REQUESTS = 12;

test('a second writer that keeps overwriting is overruled a few times, then left alone with a warning; the sweep repairs the alias', async () => {
  const running = await start('fight', true);
  const { cloud, store } = running;
  const [ours = ''] = KEYS;
  const alias = aliasKey('latest');
  await putKey(store, ours);
  await quiet(cloud);
  const before = await statsOf(running);

  // The other program writes again as soon as its link is overwritten. Each function instance has its own budget.
  const instances = 2;
  let rounds = 0;
  do {
    rounds++;
    await store.send({ operation: 'PutSymlink', key: alias, target: 'theirs' });
    await quiet(cloud);
  } while ((await targetAt(store, alias)) !== 'theirs' && rounds < 100);
  expect(rounds).toBeGreaterThan(OVERRULE_LIMITS.times);
  expect(rounds).toBeLessThanOrEqual(instances * OVERRULE_LIMITS.times + 1);
  // One event for each of its links, and one for each of ours except the last, which was never written.
  const fought = await statsOf(running);
  expect(fought.deliveries.succeeded - before.deliveries.succeeded).toBe(2 * rounds - 1);
  expect(fought.deliveries).toMatchObject({ 'to-be-retried': 0, dead: 0 });
  await expectRest(running);
  expect(await targetAt(store, alias)).toBe('theirs');

  const log = await loudLines(join(rig.root, 'fight', 'log', 'functions.log'));
  const yields = log.filter(({ action }) => action === 'yielded');
  expect(yields).toMatchObject([
    {
      level: 'error',
      alias,
      rule: 'app',
      why: expect.stringMatching(/another program keeps writing this alias.*left to the sweep/),
    },
  ]);
  expect(log.filter(({ overruled, level }) => overruled && level === 'warn')).toHaveLength(rounds - 1);

  expect(await askJson(cloud, '/v1/sweep', { method: 'POST' })).toMatchObject({ actions: { pointed: 1, failed: 0 } });
  await quiet(cloud);
  expect(await targetsOf(running)).toEqual(ALIASES.map(() => ours));
  // The link that the sweep wrote is checked once, and stays.
  expect((await statsOf(running)).deliveries.succeeded).toBe(fought.deliveries.succeeded + 1);
  await expectRest(running);
});

/** The log lines of the functions above level info. */
async function loudLines(file: string): Promise<readonly Record<string, unknown>[]> {
  // Log lines are buffered for a moment before they are written.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('{"') && line.includes('"level"'))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
    .filter(({ level }) => level !== 'info');
}
