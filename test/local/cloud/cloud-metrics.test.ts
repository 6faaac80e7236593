import { expect, test } from 'vitest';
import { DECISION_METRICS } from '../../../src/handlers/observe/metric-table.ts';
import { createCloudMetrics } from '../../../src/local/cloud/cloud-metrics.ts';
import { STATS_METRICS } from '../../../src/local/cloud/stats-metrics.ts';

const STATS = {
  requests: 9,
  queue: { ready: 1, later: 2, dead: 3, inFlight: 4 },
  deliveries: { succeeded: 5, 'to-be-retried': 6, dead: 7 },
};

function createMetrics(stats = STATS) {
  const metrics = createCloudMetrics(() => stats);
  const observe = (line: unknown): void =>
    metrics.observe({
      time: 2000,
      functionName: 'f',
      requestId: 'r',
      text: typeof line === 'string' ? line : JSON.stringify(line),
    });
  /** Without comments. */
  const lines = async () => (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { metrics, observe, lines };
}

test('the statistics of the cloud, as they are when they are asked for', async () => {
  const stats = { ...STATS };
  const { lines } = createMetrics(stats);
  expect(await lines()).toEqual([
    'autoalias_dead_letters 3',
    'autoalias_waiting_events{state="ready"} 1',
    'autoalias_waiting_events{state="later"} 2',
    'autoalias_waiting_events{state="inFlight"} 4',
    'autoalias_deliveries_total{outcome="succeeded"} 5',
    'autoalias_deliveries_total{outcome="to-be-retried"} 6',
    'autoalias_deliveries_total{outcome="dead"} 7',
    'autoalias_store_requests_total 9',
  ]);
  stats.requests = 10;
  expect(await lines()).toContain('autoalias_store_requests_total 10');
});

test('log lines are counted, set and observed', async () => {
  const { observe, lines } = createMetrics();
  const pointed = {
    event: 'ObjectCreated:PutObject k',
    rule: 'app',
    alias: 'a',
    action: 'pointed',
    from: null,
    requests: 8,
    lag: 700,
  };
  observe(pointed);
  observe({ ...pointed, lag: 90_000 });
  observe({ action: 'swept', bucket: 'demo', event: 'sweep', dangling: 2, actions: { pointed: 1 }, requests: 1 });
  observe({ action: 'swept', bucket: 'demo', event: 'sweep', dangling: 0, actions: { pointed: 0 }, requests: 1 });
  observe('FC Invoke Start RequestId: r');
  observe('{');
  const found = await lines();
  expect(found).toEqual(
    expect.arrayContaining([
      'autoalias_moves_total{rule="app",action="pointed"} 2',
      'autoalias_requests_total{cause="event"} 16',
      'autoalias_requests_total{cause="sweep"} 2',
      'autoalias_alias_lag_seconds_bucket{le="0.5",rule="app"} 0',
      'autoalias_alias_lag_seconds_bucket{le="1",rule="app"} 1',
      'autoalias_alias_lag_seconds_bucket{le="+Inf",rule="app"} 2',
      'autoalias_alias_lag_seconds_sum{rule="app"} 90.7',
      'autoalias_last_sweep_dangling{bucket="demo"} 0',
      'autoalias_last_sweep_timestamp_seconds{bucket="demo"} 2',
      'autoalias_last_sweep_aliases{bucket="demo",action="pointed"} 0',
    ]),
  );
});

test('two clouds in one process have metrics of their own', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.observe({ action: 'swept', bucket: 'demo' });
  expect(await one.lines()).toContain('autoalias_sweeps_total{bucket="demo"} 1');
  expect((await other.lines()).join()).not.toContain('autoalias_sweeps_total');
});

test('all metrics have help, and names of their own', async () => {
  const text = await createMetrics().metrics.text();
  const names = [...DECISION_METRICS, ...STATS_METRICS].map(({ name }) => name);
  expect(
    text
      .match(/^# HELP \S+/gm)
      ?.map((line) => line.slice(7))
      .toSorted(),
  ).toEqual(names.toSorted());
});
