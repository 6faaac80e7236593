import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type CloudRig, openCloudRig, until } from './cloud-rig.ts';
import { countLinks, dividedCloud, fill, killSweeps, sweptLines } from './divided-cloud.ts';

/** Divided sweeps by the shipped functions, with the local Function Compute: signed calls, tasks, retries, one timer. */
let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

const [APPS, VERSIONS] = [40, 20];

test('a sweep that tasks share ends with the same links, and in one line', async () => {
  const fields = dividedCloud(rig.root, 3, 100);
  const options = rig.optionsOf('whole', fields);
  await fill(options, APPS, VERSIONS);
  const { store } = await rig.start('whole', fields);
  await until(() => sweptLines(options).length > 0);
  const [swept] = sweptLines(options);
  expect(swept).toMatchObject({ objects: APPS * VERSIONS, actions: { pointed: APPS }, failedTasks: 0 });
  expect(swept?.tasks).toBeGreaterThan(4);
  expect(await countLinks(store, APPS, VERSIONS)).toEqual({ right: APPS, links: APPS });
});

test('tasks that are killed, and a platform that is stopped, change nothing about the end', async () => {
  const fields = dividedCloud(rig.root, 2, 60);
  const options = rig.optionsOf('killed', fields);
  await fill(options, APPS, VERSIONS);
  const first = await rig.start('killed', fields);
  await until(async () => (await countLinks(first.store, APPS, VERSIONS)).links > 2);
  await killSweeps(first.cloud);
  await sleep(200);
  await killSweeps(first.cloud);
  await rig.close();
  const { store } = await rig.start('killed', fields);
  await until(() => sweptLines(options).some(({ failedTasks }) => failedTasks === 0));
  expect(await countLinks(store, APPS, VERSIONS)).toEqual({ right: APPS, links: APPS });
});
