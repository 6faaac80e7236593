import type { LogEntry } from '../function/log.ts';

/** One value of a metric. */
export interface Sample {
  /** One value for each label of the metric. */
  readonly labels: Readonly<Record<string, string>>;
  /** What to add to a counter, what a gauge becomes, or one observation of a histogram. */
  readonly value: number;
}

/** The name and the form of a metric, as Prometheus and OpenTelemetry show it. */
export interface MetricForm {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram. */
  readonly buckets?: readonly number[];
}

/** A metric that is computed from the log lines of the functions. */
export interface Metric extends MetricForm {
  /** The samples of one log line, which was written at `time` in Unix milliseconds. */
  readonly samplesOf: (entry: LogEntry, time: number) => readonly Sample[];
}

/** Seconds. Events usually arrive within a second, and a sweep repairs what is lost after five minutes. */
const LAG_BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 3600];

/** All metrics of log lines: which field of which line becomes which metric. */
export const DECISION_METRICS: readonly Metric[] = [
  {
    name: 'autoalias_moves_total',
    kind: 'counter',
    help: 'Aliases that were pointed at another target or removed because of an event or a command.',
    labels: ['rule', 'action'],
    samplesOf: (entry) => (isMove(entry) && !isBySweep(entry) ? [one(entry, ['rule', 'action'])] : []),
  },
  {
    name: 'autoalias_repairs_total',
    kind: 'counter',
    help: 'Aliases that a sweep pointed at another target or removed.',
    labels: ['rule', 'action'],
    samplesOf: (entry) => (isMove(entry) && isBySweep(entry) ? [one(entry, ['rule', 'action'])] : []),
  },
  {
    name: 'autoalias_refusals_total',
    kind: 'counter',
    help: 'Aliases that are not up to date: refused, yielded to the next sweep, or failed.',
    labels: ['rule', 'action'],
    samplesOf: (entry) => (isAlias(entry) && REFUSALS.has(entry.action) ? [one(entry, ['rule', 'action'])] : []),
  },
  {
    name: 'autoalias_dangling_total',
    kind: 'counter',
    help: 'Times that an alias had a target that did not exist.',
    labels: ['rule'],
    samplesOf: (entry) => (isAlias(entry) && entry.dangling === true ? [one(entry, ['rule'])] : []),
  },
  {
    name: 'autoalias_skipped_total',
    kind: 'counter',
    help: 'Events of keys that no alias uses, by the kind of reason.',
    labels: ['kind'],
    samplesOf: (entry) =>
      entry.action === 'skipped' ? [{ labels: { kind: textOf(entry.kind) || 'no-rule' }, value: 1 }] : [],
  },
  {
    name: 'autoalias_requests_total',
    kind: 'counter',
    help: 'Requests to the bucket for events, commands and sweeps.',
    labels: ['cause'],
    samplesOf: (entry) => {
      // The last line of a sweep includes the requests of its aliases.
      const isCounted = entry.action === 'swept' || (isAlias(entry) && !isBySweep(entry));
      const labels = { cause: causeOf(entry) };
      return isCounted && typeof entry.requests === 'number' ? [{ labels, value: entry.requests }] : [];
    },
  },
  {
    name: 'autoalias_alias_lag_seconds',
    kind: 'histogram',
    help: 'Seconds from the time of an event until its alias was written. OSS reports the time in whole seconds.',
    labels: ['rule'],
    buckets: LAG_BUCKETS,
    samplesOf: (entry) =>
      typeof entry.lag === 'number' ? [{ labels: { rule: textOf(entry.rule) }, value: entry.lag / 1000 }] : [],
  },
  {
    name: 'autoalias_sweeps_total',
    kind: 'counter',
    help: 'Sweeps that ended.',
    labels: ['bucket'],
    samplesOf: (entry) => (entry.action === 'swept' ? [one(entry, ['bucket'])] : []),
  },
  {
    name: 'autoalias_last_sweep_timestamp_seconds',
    kind: 'gauge',
    help: 'When the last sweep ended, in Unix seconds.',
    labels: ['bucket'],
    samplesOf: (entry, time) => (entry.action === 'swept' ? [{ ...one(entry, ['bucket']), value: time / 1000 }] : []),
  },
  {
    name: 'autoalias_last_sweep_aliases',
    kind: 'gauge',
    help: 'Aliases of the last sweep, by what it did with them.',
    labels: ['bucket', 'action'],
    samplesOf: (entry) =>
      entry.action === 'swept'
        ? Object.entries(entry.actions ?? {}).flatMap(([action, value]) =>
            typeof value === 'number' ? [{ labels: { bucket: textOf(entry.bucket), action }, value }] : [],
          )
        : [],
  },
  sweepGauge('objects', 'objects', 'Objects that the last sweep listed.'),
  sweepGauge('dangling', 'dangling', 'Aliases of the last sweep with a target that did not exist.'),
  sweepGauge('requests', 'requests', 'Requests that the last sweep sent.'),
  sweepGauge('seconds', 'milliseconds', 'How long the last sweep took, in seconds.', 1000),
];

/** A gauge of one field of the last line of a sweep. */
function sweepGauge(name: string, field: string, help: string, divisor = 1): Metric {
  return {
    name: `autoalias_last_sweep_${name}`,
    kind: 'gauge',
    help,
    labels: ['bucket'],
    samplesOf: (entry) => {
      const value = entry[field];
      if (entry.action !== 'swept' || typeof value !== 'number') return [];
      return [{ ...one(entry, ['bucket']), value: value / divisor }];
    },
  };
}

const MOVES: ReadonlySet<unknown> = new Set(['pointed', 'removed']);
const REFUSALS: ReadonlySet<unknown> = new Set(['refused', 'yielded', 'failed']);

function isAlias(entry: LogEntry): boolean {
  return typeof entry.alias === 'string' && typeof entry.rule === 'string' && 'from' in entry;
}

function isMove(entry: LogEntry): boolean {
  return isAlias(entry) && MOVES.has(entry.action);
}

function isBySweep({ event }: LogEntry): boolean {
  return event === 'sweep' || event === 'sweep by hand';
}

/** `event`, `sweep` or `command`. The event of a log line begins with its name, such as ObjectCreated:PutObject. */
function causeOf(entry: LogEntry): string {
  if (entry.action === 'swept' || isBySweep(entry)) return 'sweep';
  return /^Object(?:Created|Removed):/.test(textOf(entry.event)) ? 'event' : 'command';
}

/** A sample of 1, whose labels are fields of the line. */
function one(entry: LogEntry, labels: readonly string[]): Sample {
  return { labels: Object.fromEntries(labels.map((label) => [label, textOf(entry[label])])), value: 1 };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
