import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda-types';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { parseJson } from '../http/read-body.ts';
import { isCfcHttpEvent, readCfcHttpEvent } from './cfc/cfc-http.ts';
import { isGatewayEvent, readGatewayEvent } from './gateway-http.ts';
import type { RequestParts } from './request-parts.ts';

/** The event of an HTTP trigger (Function Compute 3.0, "HTTP trigger: invoke a function"), with only the fields in use. */
const triggerEvent = z.looseObject({
  rawPath: z.string().default('/'),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  headers: z.record(z.string(), z.string()).default({}),
  queryParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.looseObject({ http: z.looseObject({ method: z.string() }) }),
});

/**
 * The response of a function to an HTTP trigger. Function Compute requires all four fields. CFC documents no response. Its open
 * source engine reads these four fields (baidu/EasyFaaS pkg/api/httptrigger.go, ProxyResponse).
 */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
  /** Only in the answer to an event of API Gateway. */
  readonly cookies?: string[];
}

/** Does not compile if API Gateway expects another form of the result. */
export type GatewayResult = Fits<HttpResult, APIGatewayProxyStructuredResultV2>;
type Fits<Given extends Expected, Expected> = Given;

/** A fixed origin, because the API does not use the host. An invalid domain name in the event then causes no error. */
const ORIGIN = 'https://localhost';

/**
 * Converts the event of an HTTP trigger of Function Compute or CFC to a web request. Also reads the events of Amazon API
 * Gateway.
 *
 * @throws AutoaliasError `event-malformed`, or `request-malformed` for a path that URL parsing would change.
 */
export function fromHttpEvent(event: unknown): Request {
  const value = parseJson(event);
  const { read } = FORMS.find(({ recognizes }) => recognizes(value)) ?? { read: readTriggerEvent };
  const parsed = read(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformed(`${issue?.path.join('.') || '$'}: ${issue?.message}`);
  }
  return requestOf(parsed.data);
}

/** The forms that have a field of their own. All other events are read as those of Function Compute. */
const FORMS: readonly {
  readonly recognizes: (value: unknown) => boolean;
  readonly read: (value: unknown) => z.ZodSafeParseResult<RequestParts>;
}[] = [
  { recognizes: isGatewayEvent, read: readGatewayEvent },
  { recognizes: isCfcHttpEvent, read: readCfcHttpEvent },
];

function readTriggerEvent(value: unknown): z.ZodSafeParseResult<RequestParts> {
  return triggerEvent
    .transform(({ rawPath, queryParameters, requestContext, headers, body, isBase64Encoded }) => ({
      method: requestContext.http.method,
      path: rawPath,
      query: new URLSearchParams(queryParameters).toString(),
      headers,
      body,
      isBase64Encoded,
    }))
    .safeParse(value);
}

function requestOf({ method, path: rawPath, query, headers, body, isBase64Encoded }: RequestParts): Request {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const path = rawPath.startsWith('/') ? rawPath : `/${rawPath}`;
  const url = new URL(ORIGIN + path);
  if (!isPathUnchanged(path, url)) throw changedPath(path);
  url.search = query;
  try {
    return new Request(url, {
      method,
      headers: webHeaders(headers),
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: bytes }),
    });
  } catch (cause) {
    throw malformed(messageOf(cause), cause);
  }
}

/**
 * Whether URL parsing left the path unchanged. A URL parser resolves `..` and `%2e%2e`, replaces `\\` with `/`, removes line
 * breaks, and ends the path at `?` and `#`. A changed path would name another object.
 */
function isPathUnchanged(path: string, url: URL): boolean {
  return url.search === '' && url.hash === '' && decoded(url.pathname) === decoded(path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function changedPath(path: string): AutoaliasError {
  return new AutoaliasError(
    'request-malformed',
    `URL parsers read the path ${JSON.stringify(path)} as a different one; send the key in the query: /v1/aliases?key=…`,
  );
}

function malformed(why: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError(
    'event-malformed',
    `not the event of an HTTP trigger: ${why}; call this function through its HTTP trigger`,
    cause === undefined ? {} : { cause },
  );
}

/** Drops headers that a web request cannot have, such as a `User-Agent` with characters beyond Latin-1. */
function webHeaders(given: RequestParts['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    try {
      headers.append(name, value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return headers;
}

/** Converts a web response to the structure that the sender of the event expects. */
export async function toHttpResult(response: Response, event: unknown): Promise<HttpResult> {
  const isForGateway = isGatewayEvent(parseJson(event));
  const cookies = isForGateway ? response.headers.getSetCookie() : [];
  // API Gateway joins repeated headers with commas, which would break cookies.
  const headers = [...response.headers].filter(([name]) => !isForGateway || name !== 'set-cookie');
  return {
    statusCode: response.status,
    headers: Object.fromEntries(headers),
    isBase64Encoded: false,
    body: await response.text(),
    ...(cookies.length > 0 && { cookies }),
  };
}
