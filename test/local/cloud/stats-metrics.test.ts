import { expect, test } from 'vitest';
import { STATS_METRICS } from '../../../src/local/cloud/stats-metrics.ts';

const STATS = {
  requests: 9,
  queue: { ready: 1, later: 2, dead: 3, inFlight: 4 },
  deliveries: { succeeded: 5, 'to-be-retried': 6, dead: 7 },
};

test.each([
  ['autoalias_dead_letters', [[{}, 3]]],
  [
    'autoalias_waiting_events',
    [
      [{ state: 'ready' }, 1],
      [{ state: 'later' }, 2],
      [{ state: 'inFlight' }, 4],
    ],
  ],
  [
    'autoalias_deliveries_total',
    [
      [{ outcome: 'succeeded' }, 5],
      [{ outcome: 'to-be-retried' }, 6],
      [{ outcome: 'dead' }, 7],
    ],
  ],
  ['autoalias_store_requests_total', [[{}, 9]]],
])('%s', (name, samples) => {
  const metric = STATS_METRICS.find((one) => one.name === name);
  expect(metric?.samplesOf(STATS).map(({ labels, value }) => [labels, value])).toEqual(samples);
  for (const [labels] of samples) expect(Object.keys(labels ?? {})).toEqual(metric?.labels);
});
