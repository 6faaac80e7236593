import { describe, expect, test } from 'vitest';
import { DECISION_METRICS } from '../../../src/handlers/observe/metric-table.ts';

const EVENT = 'ObjectCreated:PutObject releases/app/1.0.0/f';
const ALIAS = {
  level: 'info',
  event: EVENT,
  rule: 'app',
  alias: 'a',
  action: 'pointed',
  from: null,
  to: 't',
  requests: 8,
};
const SWEPT = {
  ...{ level: 'info', bucket: 'demo', event: 'sweep', action: 'swept', objects: 7, aliases: 3 },
  ...{ actions: { pointed: 1, unchanged: 2 }, dangling: 1, requests: 5, milliseconds: 1500, unread: { objects: 0 } },
};

/** `name{labels} value` of each sample of a line that was written at second 100. */
function samplesOf(entry: Readonly<Record<string, unknown>>): readonly string[] {
  return DECISION_METRICS.flatMap(({ name, labels, samplesOf: read }) =>
    read(entry, 100_000).map((sample) => {
      expect(Object.keys(sample.labels)).toEqual(labels);
      return `${name.replace('autoalias_', '')}{${Object.values(sample.labels)}} ${sample.value}`;
    }),
  );
}

describe('the samples of a line', () => {
  test.each<[what: string, entry: Readonly<Record<string, unknown>>, samples: readonly string[]]>([
    [
      'a move',
      { ...ALIAS, lag: 1250 },
      ['moves_total{app,pointed} 1', 'requests_total{event} 8', 'alias_lag_seconds{app} 1.25'],
    ],
    [
      'a removal by a command',
      { ...ALIAS, event: 'withdraw: bad', action: 'removed' },
      ['moves_total{app,removed} 1', 'requests_total{command} 8'],
    ],
    ['a repair', { ...ALIAS, event: 'sweep' }, ['repairs_total{app,pointed} 1']],
    ['a repair of a sweep by hand', { ...ALIAS, event: 'sweep by hand' }, ['repairs_total{app,pointed} 1']],
    ['a correct alias', { ...ALIAS, action: 'unchanged' }, ['requests_total{event} 8']],
    ['a failed alias', { ...ALIAS, action: 'failed' }, ['refusals_total{app,failed} 1', 'requests_total{event} 8']],
    ['a refused alias of a sweep', { ...ALIAS, event: 'sweep', action: 'refused' }, ['refusals_total{app,refused} 1']],
    [
      'a dangling alias',
      { ...ALIAS, action: 'pinned', dangling: true },
      ['dangling_total{app} 1', 'requests_total{event} 8'],
    ],
    [
      'a key that no rule matches',
      { level: 'info', action: 'skipped', key: 'k', why: 'w' },
      ['skipped_total{no-rule} 1'],
    ],
    [
      'an alias form that takes no key',
      { action: 'skipped', rule: 'app', alias: 'a', kind: 'unread' },
      ['skipped_total{unread} 1'],
    ],
    ['a malformed event', { level: 'error', action: 'malformed', why: 'w' }, []],
    ['a line of another form', { action: 'pointed', rule: 5, lag: 'x' }, []],
    [
      'the end of a sweep',
      SWEPT,
      [
        'requests_total{sweep} 5',
        'sweeps_total{demo} 1',
        'last_sweep_timestamp_seconds{demo} 100',
        'last_sweep_aliases{demo,pointed} 1',
        'last_sweep_aliases{demo,unchanged} 2',
        'last_sweep_objects{demo} 7',
        'last_sweep_dangling{demo} 1',
        'last_sweep_requests{demo} 5',
        'last_sweep_seconds{demo} 1.5',
      ],
    ],
  ])('%s', (_, entry, samples) => {
    expect(samplesOf(entry)).toEqual(samples);
  });
});

test('each metric has a name of its own in the form of Prometheus', () => {
  const names = DECISION_METRICS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, kind, buckets } of DECISION_METRICS) {
    expect(name).toMatch(/^autoalias_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    expect(buckets !== undefined).toBe(kind === 'histogram');
  }
});
