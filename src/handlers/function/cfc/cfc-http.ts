import * as z from 'zod';
import type { RequestParts } from '../request-parts.ts';

/** Absent fields are null in the events of some platforms with this form. */
const texts = z
  .record(z.string(), z.string().nullish())
  .nullish()
  .transform((record) =>
    Object.entries(record ?? {}).flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
  );

/**
 * The event of an HTTP trigger of CFC (page kjzmgugty), with only the fields in use. Parameters of the query are decoded
 * (baidu/EasyFaaS pkg/httptrigger/httptrigger.go). Whether `path` is encoded is unverified, so the API also takes keys in the
 * query.
 */
const httpEvent = z.looseObject({
  httpMethod: z.string().min(1),
  path: z.string().nullish(),
  headers: texts,
  queryStringParameters: texts,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Whether an event has the form of an HTTP trigger of CFC. */
export function isCfcHttpEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'httpMethod' in value;
}

export function readCfcHttpEvent(value: unknown): z.ZodSafeParseResult<RequestParts> {
  return httpEvent
    .transform(({ httpMethod, path, headers, queryStringParameters, body, isBase64Encoded }) => ({
      method: httpMethod,
      path: path ?? '/',
      query: new URLSearchParams(queryStringParameters as [string, string][]).toString(),
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: body ?? '',
      isBase64Encoded: isBase64Encoded ?? false,
    }))
    .safeParse(value);
}
