import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { parseJson } from '../http/read-body.ts';

/** The event of an HTTP trigger (Function Compute 3.0, "HTTP trigger: invoke a function"), with only the fields in use. */
const httpEvent = z.looseObject({
  rawPath: z.string().default('/'),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  headers: z.record(z.string(), z.string()).default({}),
  queryParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.looseObject({ http: z.looseObject({ method: z.string() }) }),
});

/** The response of a function to an HTTP trigger. Function Compute requires all four fields. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

/** A fixed origin, because the API does not use the host. An invalid domain name in the event then causes no error. */
const ORIGIN = 'https://localhost';

/**
 * Converts the event of an HTTP trigger to a web request.
 *
 * @throws AutoaliasError `event-malformed`, or `request-malformed` for a path that URL parsing would change.
 */
export function fromHttpEvent(event: unknown): Request {
  const parsed = httpEvent.safeParse(parseJson(event));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformed(`${issue?.path.join('.') || '$'}: ${issue?.message}`);
  }
  const { rawPath, body, isBase64Encoded, headers, queryParameters, requestContext } = parsed.data;
  const { method } = requestContext.http;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const path = rawPath.startsWith('/') ? rawPath : `/${rawPath}`;
  const url = new URL(ORIGIN + path);
  if (!isPathUnchanged(path, url)) throw changedPath(path);
  url.search = new URLSearchParams(queryParameters).toString();
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
function webHeaders(given: Readonly<Record<string, string>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    try {
      headers.append(name, value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return headers;
}

/** Converts a web response to the structure that the platform expects. */
export async function toHttpResult(response: Response): Promise<HttpResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    isBase64Encoded: false,
    body: await response.text(),
  };
}
