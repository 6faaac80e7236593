import type { APIGatewayProxyEventV2 } from 'aws-lambda-types';
import * as z from 'zod';
import type { RequestParts } from './request-parts.ts';

/**
 * The event of an HTTP API of Amazon API Gateway with payload format 2.0, or of a Lambda function URL ("AWS Lambda
 * integrations for HTTP APIs"), with only the fields in use.
 */
const gatewayEvent = z.object({
  rawPath: z.string().default('/'),
  rawQueryString: z.string().default(''),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  headers: z.record(z.string(), z.string().optional()).default({}),
  /** API Gateway takes them out of the headers. */
  cookies: z.array(z.string()).default([]),
  requestContext: z.object({
    stage: z.string().default('$default'),
    http: z.object({ method: z.string() }),
  }),
});

/** Does not compile if the events of API Gateway have another form. */
export type GatewayEvent = Fits<APIGatewayProxyEventV2, z.input<typeof gatewayEvent>>;
type Fits<Given extends Expected, Expected> = Given;

/** Whether an event has the form of API Gateway. Function Compute writes the version `v1`. */
export function isGatewayEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === '2.0';
}

export function readGatewayEvent(value: unknown): z.ZodSafeParseResult<RequestParts> {
  return gatewayEvent
    .transform(({ rawPath, rawQueryString, requestContext, headers, cookies, body, isBase64Encoded }) => ({
      method: requestContext.http.method,
      path: withoutStage(rawPath, requestContext.stage),
      query: rawQueryString,
      headers: cookies.length === 0 ? headers : { ...headers, cookie: cookies.join('; ') },
      body,
      isBase64Encoded,
    }))
    .safeParse(value);
}

/** The path begins with the name of the stage, unless that is the default stage. */
function withoutStage(rawPath: string, stage: string): string {
  const start = `/${stage}`;
  if (stage === '$default') return rawPath;
  return rawPath === start || rawPath.startsWith(`${start}/`) ? rawPath.slice(start.length) : rawPath;
}
