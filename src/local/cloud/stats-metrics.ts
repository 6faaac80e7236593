import type { MetricForm, Sample } from '../../handlers/observe/metric-table.ts';
import type { CloudStats } from './cloud-options.ts';

/** A metric of the local cloud itself. A deployment has metrics of Function Compute instead. */
export interface StatsMetric extends MetricForm {
  readonly kind: 'counter' | 'gauge';
  readonly samplesOf: (stats: CloudStats) => readonly Sample[];
}

/** All metrics of the local cloud itself. */
export const STATS_METRICS: readonly StatsMetric[] = [
  {
    name: 'autoalias_dead_letters',
    kind: 'gauge',
    help: 'Events that failed on every try and wait for a person.',
    labels: [],
    samplesOf: ({ queue }) => [{ labels: {}, value: queue.dead }],
  },
  {
    name: 'autoalias_waiting_events',
    kind: 'gauge',
    help: 'Events that wait for delivery, wait for a retry, or are being delivered.',
    labels: ['state'],
    samplesOf: ({ queue: { ready, later, inFlight } }) => samplesBy('state', { ready, later, inFlight }),
  },
  {
    name: 'autoalias_deliveries_total',
    kind: 'counter',
    help: 'Tries to deliver an event, by outcome.',
    labels: ['outcome'],
    samplesOf: ({ deliveries }) => samplesBy('outcome', deliveries),
  },
  {
    name: 'autoalias_store_requests_total',
    kind: 'counter',
    help: 'Requests of any client to the object store.',
    labels: [],
    samplesOf: ({ requests }) => [{ labels: {}, value: requests }],
  },
];

function samplesBy(label: string, counts: Readonly<Record<string, number>>): readonly Sample[] {
  return Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }));
}
