import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LogEntry } from '../../handlers/function/log.ts';
import { DECISION_METRICS, type Metric, type Sample } from '../../handlers/observe/metric-table.ts';
import type { LogLine } from '../runtime/log-line.ts';
import type { CloudStats } from './cloud-options.ts';
import { STATS_METRICS, type StatsMetric } from './stats-metrics.ts';

/** The metrics of a local cloud since its start, in the text format of Prometheus. */
export interface CloudMetrics {
  /** Counts a line of a function's log. */
  observe(line: LogLine): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export function createCloudMetrics(stats: () => CloudStats): CloudMetrics {
  const registry = new Registry();
  const decisions = DECISION_METRICS.map((metric) => ({ metric, record: recorderOf(metric, registry) }));
  for (const metric of STATS_METRICS) addStats(metric, registry, stats);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe: ({ text, time }) => {
      const entry = entryOf(text);
      if (entry === undefined) return;
      for (const { metric, record } of decisions) for (const sample of metric.samplesOf(entry, time)) record(sample);
    },
  };
}

function recorderOf({ name, help, labels, kind, buckets }: Metric, registry: Registry): (sample: Sample) => void {
  const form = { name, help, labelNames: labels, registers: [registry] };
  switch (kind) {
    case 'counter': {
      const counter = new Counter(form);
      return (sample) => counter.inc(sample.labels, sample.value);
    }
    case 'gauge': {
      const gauge = new Gauge(form);
      return (sample) => gauge.set(sample.labels, sample.value);
    }
    case 'histogram': {
      const histogram = new Histogram({ ...form, buckets: [...(buckets ?? [])] });
      return (sample) => histogram.observe(sample.labels, sample.value);
    }
  }
}

/** The values are read when the metrics are asked for. */
function addStats(
  { name, help, labels, kind, samplesOf }: StatsMetric,
  registry: Registry,
  stats: () => CloudStats,
): void {
  const form = { name, help, labelNames: labels, registers: [registry] };
  if (kind === 'gauge') {
    const gauge: Gauge = new Gauge({
      ...form,
      collect: () => {
        for (const sample of samplesOf(stats())) gauge.set(sample.labels, sample.value);
      },
    });
    return;
  }
  const counter: Counter = new Counter({
    ...form,
    collect: () => {
      counter.reset();
      for (const sample of samplesOf(stats())) counter.inc(sample.labels, sample.value);
    },
  });
}

function entryOf(text: string): LogEntry | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as LogEntry;
  } catch {
    return undefined;
  }
}
