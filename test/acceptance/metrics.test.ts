import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueEvent } from '../../src/cli/invoke/queue-event.ts';
import { DECISION_METRICS } from '../../src/handlers/observe/metric-table.ts';
import type { Cloud } from '../../src/local/cloud/cloud-options.ts';
import { STATS_METRICS } from '../../src/local/cloud/stats-metrics.ts';
import type { Store } from '../../src/stores/store.ts';
import { ask, type CloudRig, openCloudRig, putKey, quiet, until, untilQueue } from '../local/cloud-rig.ts';

/** Tests that a running local cloud really has every metric that documents and the dashboard name. */
let rig: CloudRig;
let cloud: Cloud;
let store: Store;
beforeAll(async () => {
  rig = await openCloudRig();
  ({ cloud, store } = await rig.start('data', { maxAsyncRetryAttempts: 0 }));
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

/** The value of each sample, by its name and labels as Prometheus writes them. */
async function samples(): Promise<ReadonlyMap<string, number>> {
  const text = await (await ask(cloud, '/metrics')).text();
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^(autoalias_\w+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(value)] as const];
    }),
  );
}

test('a local cloud emits every metric with its labels', async () => {
  await putKey(store, 'releases/app/1.0.0/a.tgz');
  await putKey(store, 'releases/app/1.1.0/a.tgz');
  // A real object at the key of an alias.
  await putKey(store, 'releases/mine/latest/a.tgz');
  await putKey(store, 'releases/mine/1.0.0/a.tgz');
  await putKey(store, 'releases/app/nightly/a.tgz');
  await quiet(cloud);
  // What another program wrote over an alias, so that it has no target.
  await store.send({ operation: 'PutSymlink', key: 'releases/app/latest/a.tgz', target: 'releases/app/0.0.1/a.tgz' });
  const swept = await ask(cloud, '/v1/sweep', { method: 'POST' });
  expect(swept.status).toBe(200);
  await queueEvent(
    {
      ...{ url: cloud.api, isLocal: true, region: 'cn-hangzhou', accountId: '1000000000000000' },
      credentials: { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' },
    },
    { functionName: 'object-events', qualifier: null, event: '{"not":"an event"}' },
  );
  await untilQueue(cloud, ({ dead }) => dead === 1);
  await until(async () => (await samples()).has('autoalias_sweeps_total{bucket="demo"}'));

  const found = await samples();
  // Nothing waits any more, so this gauge is 0.
  const isEmitted = (name: string, value: number): boolean => value > 0 || name.startsWith('autoalias_waiting_events{');
  const names = new Set(
    [...found].filter(([name, value]) => isEmitted(name, value)).map(([name]) => name.replace(/\{.*/, '')),
  );
  const expected = [...DECISION_METRICS, ...STATS_METRICS].flatMap(({ name, kind }) =>
    kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  expect([...names].toSorted()).toEqual(expected.toSorted());
  expect(Object.fromEntries(found)).toMatchObject({
    autoalias_dead_letters: 1,
    'autoalias_repairs_total{rule="app",action="pointed"}': 1,
    'autoalias_skipped_total{kind="unread"}': 1,
    'autoalias_last_sweep_dangling{bucket="demo"}': 1,
    'autoalias_deliveries_total{outcome="dead"}': 1,
  });
  // The labels are exactly those of the table.
  for (const { name, labels, kind } of [...DECISION_METRICS, ...STATS_METRICS]) {
    const mine = [...found.keys()].filter(
      (one) =>
        one.replace(/\{.*/, '').replace(/_(?:bucket|sum|count)$/, '') === name.replace(/_(?:bucket|sum|count)$/, ''),
    );
    const written = new Set(mine.flatMap((one) => [...one.matchAll(/(\w+)="/g)].map(([, label]) => label)));
    expect([name, [...written].toSorted()]).toEqual([
      name,
      [...labels, ...(kind === 'histogram' ? ['le'] : [])].toSorted(),
    ]);
  }
});
