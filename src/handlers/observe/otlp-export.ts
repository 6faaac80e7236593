import { randomUUID } from 'node:crypto';
import type { Meter } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { detectResources, envDetector, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { LogEntry } from '../function/log.ts';
import type { OtlpExport } from './export-decisions.ts';
import { DECISION_METRICS, type Metric, type Sample } from './metric-table.ts';

/** The numbers of OpenTelemetry for our levels. */
const SEVERITIES: Readonly<Record<string, number>> = { info: 9, warn: 13, error: 17 };

/** The most log records of a request. Each has up to a kilobyte, and receivers limit the size of a request. */
const BATCH = 1000;

/**
 * Sends decisions as logs, and the metrics that are computed from them, to a receiver of OpenTelemetry by OTLP over HTTP
 * with JSON. The exporters read the variables of OpenTelemetry themselves: endpoint, headers, service name, temporality.
 *
 * `send` calls the exporters itself. The processors and readers of the SDK export by timers, which do not run while the
 * platform freezes an instance between invocations, and their `forceFlush` hides errors.
 *
 * @param timeoutMillis the limit of each request with its retries.
 */
export function createOtlpExport(timeoutMillis: number): OtlpExport {
  const resource = resourceOfInstance();
  const logExporter = new OTLPLogExporter({ timeoutMillis });
  const metricExporter = new OTLPMetricExporter({ timeoutMillis });
  let records: ReadableLogRecord[] = [];
  const gather = { onEmit: (record: ReadableLogRecord) => void records.push(record), forceFlush: done, shutdown: done };
  const reader = new ReaderOnDemand({
    aggregationTemporalitySelector: (type) => metricExporter.selectAggregationTemporality(type),
  });
  const logger = new LoggerProvider({ resource, processors: [gather] }).getLogger('autoalias');
  const meter = new MeterProvider({ resource, readers: [reader] }).getMeter('autoalias');
  const metrics = DECISION_METRICS.map((metric) => ({ metric, record: recorderOf(meter, metric) }));
  return {
    send: async (entries) => {
      for (const { time, entry } of entries) {
        const level = String(entry.level);
        logger.emit({
          timestamp: time,
          severityNumber: SEVERITIES[level] ?? 9,
          severityText: level.toUpperCase(),
          body: bodyOf(entry),
          attributes: attributesOf(entry),
        });
        for (const { metric, record } of metrics) for (const sample of metric.samplesOf(entry, time)) record(sample);
      }
      const emitted = records;
      records = [];
      const { resourceMetrics } = await reader.collect();
      const batches = Array.from({ length: Math.ceil(emitted.length / BATCH) }, (_, i) =>
        emitted.slice(i * BATCH, (i + 1) * BATCH),
      );
      await Promise.all([
        ...batches.map((batch) => exported((answer) => logExporter.export(batch, answer))),
        exported((answer) => metricExporter.export(resourceMetrics, answer)),
      ]);
    },
  };
}

/** A reader that collects the metrics when it is asked, and at no other time. */
class ReaderOnDemand extends MetricReader {
  protected override onShutdown = done;
  protected override onForceFlush = done;
}

async function done(): Promise<void> {}

/** How an exporter reports the end of an export. The code of a success is 0. */
interface ExportResult {
  readonly code: number;
  readonly error?: Error;
}

/** Resolves when the receiver has accepted an export. */
function exported(start: (answer: (result: ExportResult) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start(({ code, error }) => {
      if (code === 0) resolve();
      else reject(error ?? new Error('the receiver refused the export'));
    });
  });
}

/** Counters of two instances must not be taken for the same series, so each instance has an id. */
function resourceOfInstance(): Resource {
  const own = resourceFromAttributes({ 'service.name': 'autoalias', 'service.instance.id': randomUUID() });
  return own.merge(detectResources({ detectors: [envDetector] }));
}

function recorderOf(meter: Meter, { name, help, kind, buckets }: Metric): (sample: Sample) => void {
  const options = { description: help };
  switch (kind) {
    case 'counter': {
      const counter = meter.createCounter(name, options);
      return ({ labels, value }) => counter.add(value, labels);
    }
    case 'gauge': {
      const gauge = meter.createGauge(name, options);
      return ({ labels, value }) => gauge.record(value, labels);
    }
    case 'histogram': {
      const advice = { explicitBucketBoundaries: [...(buckets ?? [])] };
      const histogram = meter.createHistogram(name, { ...options, advice });
      return ({ labels, value }) => histogram.record(value, labels);
    }
  }
}

/** `pointed releases/app/latest/app.tgz: <why>`. */
function bodyOf({ action, alias, key, why }: LogEntry): string {
  const subject = alias ?? key;
  return `${action}${subject === undefined ? '' : ` ${subject}`}${why === undefined ? '' : `: ${why}`}`;
}

/** All fields, as `autoalias.<field>`. Objects, such as the counts of a sweep, become `autoalias.actions.pointed`. */
function attributesOf(entry: LogEntry, above = 'autoalias'): Record<string, string | number | boolean> {
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(entry)) {
    const path = `${above}.${name}`;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') attributes[path] = value;
    else if (Array.isArray(value)) attributes[path] = JSON.stringify(value);
    else if (typeof value === 'object' && value !== null) Object.assign(attributes, attributesOf({ ...value }, path));
  }
  return attributes;
}
