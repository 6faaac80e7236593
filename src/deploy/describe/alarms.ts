import type { FunctionName, LogAlarm, MetricAlarm } from '../deployment.ts';
import { type Text, text, variable } from '../text.ts';
import { FAILED_EVENTS } from './rights.ts';

/** Fields of the functions' log lines that the log alarms search for. */
export const SEARCHED_FIELDS = ['action', 'level', 'kind', 'actions', 'dangling', 'lag'] as const;

/** The characters that divide a line into words, so that a search finds `swept` in `"action":"swept"`. */
export const LOG_DELIMITERS = `, '";=()[]{}?@&<>/:\n\t\r`;

function functionDimensions(id: FunctionName): Readonly<Record<string, Text>> {
  return { region: variable('region'), functionName: text`${variable('name')}-${id}` };
}

/** A metric of a function that should be 0. */
function functionAlarm(
  id: FunctionName,
  alarm: Pick<MetricAlarm, 'id' | 'name' | 'metric' | 'why'> & Partial<MetricAlarm>,
): MetricAlarm {
  return {
    namespace: 'acs_fc',
    dimensions: functionDimensions(id),
    // The pages of Function Compute do not list which statistics a metric accepts. Public configurations use Average.
    statistics: 'Average',
    threshold: 0,
    period: 60,
    times: 1,
    level: 'Warn',
    ...alarm,
  };
}

/** Alarms of CloudMonitor. Metrics of Function Compute: page "Monitoring metrics". */
export const METRIC_ALARMS: readonly MetricAlarm[] = [
  functionAlarm('object-events', {
    id: 'EventErrorsAlarm',
    name: 'event-errors',
    metric: 'FunctionFunctionErrors',
    times: 5,
    level: 'Critical',
    why: 'Events fail for five minutes. A single error is harmless, because events are retried.',
  }),
  functionAlarm('sweep', {
    id: 'SweepErrorsAlarm',
    name: 'sweep-errors',
    metric: 'FunctionFunctionErrors',
    period: 300,
    times: 2,
    level: 'Critical',
    why: 'Two sweeps in a row failed, so an alias stays wrong if its event was lost.',
  }),
  functionAlarm('http', {
    id: 'HttpErrorsAlarm',
    name: 'http-errors',
    metric: 'FunctionFunctionErrors',
    times: 5,
    why: 'The HTTP API fails for five minutes.',
  }),
  functionAlarm('object-events', {
    id: 'LateEventsAlarm',
    name: 'late-events',
    metric: 'FunctionAsyncMessageLatencyMax',
    threshold: 60_000,
    times: 3,
    why: 'Events wait longer than a minute, in milliseconds, before the function starts: the aliases lag behind.',
  }),
  functionAlarm('object-events', {
    id: 'DroppedEventsAlarm',
    name: 'dropped-events',
    metric: 'FunctionAsyncEventExpiredDropped',
    level: 'Critical',
    why: 'An event waited for a day and was dropped. The next sweep repairs its aliases.',
  }),
  functionAlarm('object-events', {
    id: 'LostEventsAlarm',
    name: 'lost-events',
    metric: 'FunctionDestinationErrors',
    level: 'Critical',
    why: 'A failed event did not reach the queue.',
  }),
  functionAlarm('object-events', {
    id: 'ThrottledEventsAlarm',
    name: 'throttled-events',
    metric: 'FunctionConcurrencyThrottles',
    period: 300,
    times: 12,
    why: 'Events were throttled for an hour: the limit of concurrent events is too low.',
  }),
  {
    id: 'FailedEventsAlarm',
    name: 'failed-events',
    namespace: 'acs_mns_new',
    metric: 'ActiveMessages',
    dimensions: { region: variable('region'), queue: FAILED_EVENTS },
    statistics: 'Maximum',
    threshold: 0,
    // The shortest period of this metric.
    period: 300,
    times: 1,
    level: 'Warn',
    why: 'Failed events wait in the queue. Someone has to read them.',
  },
];

/** The lines of functions, in the search syntax of Simple Log Service. */
function linesOf(...ids: readonly FunctionName[]): Text {
  return ids.reduce<Text>(
    (all, id, i) => text`${all}${i === 0 ? '' : ' or '}__topic__: "FCLogs:${variable('name')}-${id}"`,
    [],
  );
}

/** A search for lines, with a pattern for the JSON in `message`. */
function countLines(topics: Text, words: string, pattern: string): Text {
  return text`(${topics}) and ${words} | SELECT count(*) AS lines FROM log WHERE regexp_like(message, '${pattern}')`;
}

/** Alarms of Simple Log Service, on the lines that functions/README.md describes. */
export const LOG_ALARMS: readonly LogAlarm[] = [
  {
    id: 'RepairsAlarm',
    name: 'repairs',
    title: 'A sweep of autoalias repaired an alias',
    query: countLines(linesOf('sweep'), 'swept', '"(pointed|removed)":[1-9]'),
    condition: 'lines > 0',
    every: '5m',
    severity: 4,
    why: 'A sweep moved or removed an alias: an event was lost, or another program wrote the alias. Moves after minimumAge and expired pins count too.',
  },
  {
    id: 'WrongAliasesAlarm',
    name: 'wrong-aliases',
    title: 'An alias of autoalias is dangling or refused',
    query: countLines(linesOf('sweep'), 'swept', '"(dangling|refused|failed)":[1-9]'),
    condition: 'lines > 0',
    every: '15m',
    severity: 8,
    why: 'A sweep found an alias whose target does not exist, or that it must not or could not write. `autoalias status` lists them.',
  },
  {
    id: 'ErrorLinesAlarm',
    name: 'error-lines',
    title: 'autoalias reports an error',
    query: countLines(linesOf('object-events', 'sweep', 'http'), 'error', '"level":"error"'),
    condition: 'lines > 0',
    every: '5m',
    severity: 6,
    why: 'An alias could not be updated, for example because another program keeps writing it. No metric shows it if the retry succeeds.',
  },
  {
    id: 'UnreadAlarm',
    name: 'unread-uploads',
    title: 'autoalias cannot read an upload',
    query: countLines(linesOf('object-events'), 'skipped and unread', '"kind":"unread"'),
    condition: 'lines > 0',
    every: '15m',
    severity: 4,
    why: 'An upload matches a rule, but its order cannot read it, so no alias can point at it.',
  },
  {
    id: 'LagAlarm',
    name: 'alias-lag',
    title: 'Aliases of autoalias lag behind uploads',
    query: text`${linesOf('object-events')} and pointed | SELECT max(CAST(regexp_extract(message, '"lag":([0-9]+)', 1) AS BIGINT)) AS lag FROM log`,
    condition: 'lag > 60000',
    every: '5m',
    severity: 6,
    why: 'More than a minute passed, in milliseconds, from an upload to the move of its alias.',
  },
];
