import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';

const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.union([z.number(), z.string()]) }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ boolValue: z.boolean() }),
]);
const attributes = z.array(z.strictObject({ key: z.string(), value }));
const nanos = z.string().regex(/^\d{19}$/);
const resource = z.looseObject({ attributes });
const scope = z.looseObject({ name: z.string() });

/** opentelemetry-proto, `logs.proto`, in the JSON encoding of OTLP: camelCase names, enums as numbers, 64 bits as text. */
const logsSchema = z.strictObject({
  resourceLogs: z.array(
    z.looseObject({
      resource,
      scopeLogs: z.array(
        z.looseObject({
          scope,
          logRecords: z.array(
            z.looseObject({
              timeUnixNano: nanos,
              severityNumber: z.number().int().min(1).max(24),
              severityText: z.string(),
              body: value,
              attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});

const point = z.looseObject({ attributes, timeUnixNano: nanos });
const points = z.array(point.extend({ asDouble: z.number() }));

/** `metrics.proto`. */
const metricsSchema = z.strictObject({
  resourceMetrics: z.array(
    z.looseObject({
      resource,
      scopeMetrics: z.array(
        z.looseObject({
          scope,
          metrics: z.array(
            z.looseObject({
              name: z.string(),
              description: z.string(),
              sum: z
                .strictObject({
                  aggregationTemporality: z.literal(2),
                  isMonotonic: z.literal(true),
                  dataPoints: points,
                })
                .optional(),
              gauge: z.strictObject({ dataPoints: points }).optional(),
              histogram: z
                .strictObject({
                  aggregationTemporality: z.literal(2),
                  dataPoints: z.array(
                    point.extend({
                      count: z.union([z.number(), z.string()]),
                      sum: z.number(),
                      bucketCounts: z.array(z.union([z.number(), z.string()])),
                      explicitBounds: z.array(z.number()),
                    }),
                  ),
                })
                .optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

export interface OtlpReceiver {
  readonly url: string;
  readonly headers: IncomingHttpHeaders[];
  readonly logs: z.infer<typeof logsSchema>[];
  readonly metrics: z.infer<typeof metricsSchema>[];
  /** Bodies that do not have the published form. */
  readonly refused: unknown[];
  /** The requests that were answered. */
  readonly answered: string[];
  close(): Promise<void>;
}

/**
 * A receiver of OTLP over HTTP on the loopback interface. It checks each body by the published form, and answers with
 * `status` a moment later.
 */
export async function startOtlpReceiver(status = 200): Promise<OtlpReceiver> {
  const received: Omit<OtlpReceiver, 'url' | 'close'> = {
    ...{ headers: [], logs: [], metrics: [], refused: [], answered: [] },
  };
  const server = createServer(async (request, response) => {
    received.headers.push(request.headers);
    const body = await json(request);
    const parsed = request.url === '/v1/logs' ? logsSchema.safeParse(body) : metricsSchema.safeParse(body);
    if (!parsed.success) received.refused.push([parsed.error.issues, body]);
    else if ('resourceLogs' in parsed.data) received.logs.push(parsed.data);
    else received.metrics.push(parsed.data);
    await setTimeout(50);
    received.answered.push(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
