import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handleObjectEvents } from '../../../src/handlers/function/handle-object-events.ts';
import { createHost, flushed } from '../../../src/handlers/function/host.ts';
import { openOssStore } from '../../../src/handlers/function/platforms/open-oss-store.ts';
import { createOtlpExport } from '../../../src/handlers/observe/otlp-export.ts';
import { functionWorld, ossEvent } from '../function-world.ts';
import { RULES } from '../handler-world.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';

const TIME = Date.UTC(2026, 10, 28, 3);
const POINTED = {
  ...{ requestId: 'r', level: 'info', event: 'ObjectCreated:PutObject k', rule: 'app', alias: 'a', action: 'pointed' },
  ...{ from: null, to: 't', why: 'because', requests: 8, lag: 700 },
};
const SWEPT = { level: 'info', bucket: 'demo', event: 'sweep', action: 'swept', actions: { pointed: 1 }, dangling: 2 };

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  // The exporters of OpenTelemetry read the variables of the process.
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url);
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-key=a-key');
  vi.stubEnv('OTEL_SERVICE_NAME', 'my-autoalias');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

/** Attributes by name. */
function named(attributes: readonly { key: string; value: object }[]) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

/** The metrics of the last request, by name. */
function lastMetrics() {
  const scopes = receiver.metrics.at(-1)?.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics) ?? [];
  return Object.fromEntries(scopes.flatMap(({ metrics }) => metrics.map((metric) => [metric.name, metric])));
}

test('sends logs and metrics in the form of OTLP, with headers and service name', async () => {
  await createOtlpExport(10_000).send([
    { time: TIME, entry: POINTED },
    { time: TIME, entry: { ...SWEPT, level: 'warn' } },
  ]);
  expect(receiver.refused).toEqual([]);
  expect(receiver.headers.map((headers) => [headers['x-key'], headers['content-type']])).toEqual([
    ['a-key', 'application/json'],
    ['a-key', 'application/json'],
  ]);
  const [logs] = receiver.logs.flatMap(({ resourceLogs }) => resourceLogs);
  expect(named(logs?.resource.attributes ?? [])).toMatchObject({
    'service.name': 'my-autoalias',
    'service.instance.id': expect.any(String),
  });
  const records = logs?.scopeLogs.flatMap(({ logRecords }) => logRecords) ?? [];
  expect(
    records.map(({ timeUnixNano, severityNumber, severityText, body }) => [
      timeUnixNano,
      severityNumber,
      severityText,
      body,
    ]),
  ).toEqual([
    [`${TIME}000000`, 9, 'INFO', { stringValue: 'pointed a: because' }],
    [`${TIME}000000`, 13, 'WARN', { stringValue: 'swept' }],
  ]);
  expect(named(records[0]?.attributes ?? [])).toMatchObject({ 'autoalias.alias': 'a', 'autoalias.lag': 700 });
  expect(named(records[1]?.attributes ?? [])).toMatchObject({
    'autoalias.actions.pointed': 1,
    'autoalias.dangling': 2,
  });
});

test('counters add up over the invocations of an instance', async () => {
  const { send } = createOtlpExport(10_000);
  await send([{ time: TIME, entry: POINTED }]);
  await send([
    { time: TIME, entry: POINTED },
    { time: TIME, entry: SWEPT },
  ]);
  expect(receiver.refused).toEqual([]);
  const metrics = lastMetrics();
  expect(metrics.autoalias_moves_total?.sum?.dataPoints.map(({ asDouble }) => asDouble)).toEqual([2]);
  expect(named(metrics.autoalias_moves_total?.sum?.dataPoints[0]?.attributes ?? [])).toEqual({
    rule: 'app',
    action: 'pointed',
  });
  expect(metrics.autoalias_last_sweep_dangling?.gauge?.dataPoints.map(({ asDouble }) => asDouble)).toEqual([2]);
  const [lag] = metrics.autoalias_alias_lag_seconds?.histogram?.dataPoints ?? [];
  expect([Number(lag?.count), lag?.sum, lag?.explicitBounds.slice(0, 3)]).toEqual([2, 1.4, [0.5, 1, 2]]);
});

test('resolves when the receiver has answered, so that the platform can freeze the instance', async () => {
  await createOtlpExport(10_000).send([{ time: TIME, entry: POINTED }]);
  expect(receiver.answered.toSorted()).toEqual(['/v1/logs', '/v1/metrics']);
});

test('exports more lines than one request may have', async () => {
  await createOtlpExport(10_000).send(Array.from({ length: 2500 }, () => ({ time: TIME, entry: POINTED })));
  expect(receiver.refused).toEqual([]);
  const counts = receiver.logs.map(({ resourceLogs }) => resourceLogs[0]?.scopeLogs[0]?.logRecords.length);
  expect(counts.toSorted()).toEqual([1000, 1000, 500]);
});

test('rejects if nothing listens at the endpoint', async () => {
  const { send } = createOtlpExport(500);
  await receiver.close();
  await expect(send([{ time: TIME, entry: POINTED }])).rejects.toThrow();
});

test('rejects if the receiver refuses the export', async () => {
  const refusing = await startOtlpReceiver(401);
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', refusing.url);
  try {
    await expect(createOtlpExport(10_000).send([{ time: TIME, entry: POINTED }])).rejects.toThrow(/401|Unauthorized/);
  } finally {
    await refusing.close();
  }
});

test('a function loads the export, and sends its decisions at the end of the invocation', async () => {
  const world = await functionWorld();
  const lines: string[] = [];
  const host = createHost({
    openStore: openOssStore,
    rules: RULES,
    otlpFile: new URL('../../../src/handlers/observe/otlp-export.ts', import.meta.url),
    environment: {
      ...{ OSS_ENDPOINT: world.endpoint, OSS_REGION: 'cn-hangzhou', OSS_BUCKET: 'demo' },
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    },
    write: (line) => lines.push(line),
  });
  try {
    await world.put('releases/app/1.0.0/f');
    await flushed(host, handleObjectEvents(host, ossEvent('releases/app/1.0.0/f'), world.context));
    expect(lines).toHaveLength(2);
    expect(receiver.refused).toEqual([]);
    const records = receiver.logs.flatMap(({ resourceLogs }) =>
      resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)),
    );
    expect(records.map(({ attributes }) => named(attributes)['autoalias.alias'])).toEqual([
      'releases/app/latest/f',
      'releases/app/v1/f',
    ]);
    expect(Object.keys(lastMetrics())).toContain('autoalias_alias_lag_seconds');
  } finally {
    await host.close();
    await world.close();
  }
});
