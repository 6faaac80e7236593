import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '../../src/local/queue/invocation.ts';
import { queuePlace } from '../../src/local/queue/queue-place.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { type CloudRig, openCloudRig, putKey, quiet, targetAt, until } from '../local/cloud-rig.ts';

/**
 * Runs a backlog of two large releases through a local cloud with the shipped functions. Its events are merged, and an
 * event of another rule does not wait behind them.
 */
let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

const RULES = `version: 1
rules:
  - name: sets
    match: { prefix: sets/, regex: '^sets/(?<name>[^/]+)/dt=(?<date>[0-9-]+)/(?<file>[^/]+)$' }
    order: { by: date, on: date }
    release: { of: '{name}/{date}', complete: ['sets/{name}/dt={date}/_SUCCESS'] }
    aliases: ['sets/{name}/dt=current/{file}']
  - name: app
    match: { prefix: app/, regex: '^app/(?<version>[^/]+)/app.tgz$' }
    order: { by: semver, on: version }
    aliases: ['app/latest/app.tgz']
`;
const FILES = 149;
const DATES = ['2026-11-20', '2026-11-21'];

/** Makes every invocation of `object-events` wait. Returns a function that lets them continue. */
async function holdInvocations(): Promise<() => Promise<void>> {
  const folder = join(rig.root, 'functions');
  const gate = join(rig.root, 'gate');
  await writeFile(gate, '');
  await rename(join(folder, 'object-events.mjs'), join(folder, 'shipped.mjs'));
  await writeFile(
    join(folder, 'object-events.mjs'),
    `import { existsSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { handler as shipped } from ${JSON.stringify(pathToFileURL(join(folder, 'shipped.mjs')).href)};
    export const handler = async (event, context) => {
      while (existsSync(${JSON.stringify(gate)})) await setTimeout(10);
      return shipped(event, context);
    };`,
  );
  return () => rm(gate);
}

test('events of one release group are merged, and do not delay events of another rule', async () => {
  const open = await holdInvocations();
  const rulesFile = join(rig.root, 'rules.yaml');
  await writeFile(rulesFile, RULES);
  const rules = parseRules(RULES, rulesFile);
  const deliveries: Delivery[] = [];
  const { cloud, store } = await rig.start('data', {
    rulesFile,
    triggerPrefixes: ['sets/', 'app/'],
    instances: 1,
    queuePlace: (bucket, key) => queuePlace(rules, bucket, key),
    delivered: (delivery) => deliveries.push(delivery),
  });
  await putKey(store, `sets/bert/dt=${DATES[0]}/part-0`);
  await until(() => cloud.stats().queue.inFlight === 1);
  const files = DATES.flatMap((date) => [
    ...Array.from({ length: FILES }, (_, i) => `sets/bert/dt=${date}/part-${i}`),
    `sets/bert/dt=${date}/_SUCCESS`,
  ]);
  for (const key of files) await putKey(store, key);
  await putKey(store, 'app/1.0.0/app.tgz');
  await open();
  await quiet(cloud);

  expect(deliveries).toHaveLength(files.length + 2);
  expect(deliveries.every(({ attempt, outcome }) => attempt === 1 && outcome === 'succeeded')).toBe(true);
  const invocations = [...new Set(deliveries.map(({ requestId }) => requestId))];
  expect(invocations).toHaveLength(1 + Math.ceil(files.length / 100) + 1);
  // The event of the other rule runs after the first invocation and at most one batch of the backlog.
  const other = deliveries.find(({ key }) => key.startsWith('app/'));
  expect(invocations.indexOf(other?.requestId ?? '')).toBeLessThanOrEqual(2);
  expect(await targetAt(store, 'app/latest/app.tgz')).toBe('app/1.0.0/app.tgz');
  for (const file of ['part-0', `part-${FILES - 1}`, '_SUCCESS']) {
    expect(await targetAt(store, `sets/bert/dt=current/${file}`)).toBe(`sets/bert/dt=2026-11-21/${file}`);
  }
});
