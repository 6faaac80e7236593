import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { parseJson } from '../http/read-body.ts';

/** What an HTTP trigger sends (Function Compute 3.0, "HTTP trigger: invoke a function"), as far as autoalias uses it. */
const httpEvent = z.looseObject({
  rawPath: z.string().default('/'),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  headers: z.record(z.string(), z.string()).default({}),
  queryParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.looseObject({ http: z.looseObject({ method: z.string() }) }),
});

/** The answer of a function to an HTTP trigger: Function Compute requires all four fields. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

/** A fixed host, because URLs need one and the API does not use it. An invalid domain name in the event does no harm then. */
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
  if (!isKept(path, url)) throw notKept(path);
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
 * Whether URL parsing kept the path. It resolves `..` and `%2e%2e`, turns `\\` into `/`, drops line breaks, and ends the
 * path at `?` and `#`. A changed path would name another object.
 */
function isKept(path: string, url: URL): boolean {
  return url.search === '' && url.hash === '' && decoded(url.pathname) === decoded(path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function notKept(path: string): AutoaliasError {
  return new AutoaliasError(
    'request-malformed',
    `URL parsers read the path ${JSON.stringify(path)} as a different one; send the key in the query: /v1/aliases?key=…`,
  );
}

function malformed(why: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError(
    'event-malformed',
    `not an HTTP trigger's event: ${why}; call this function by its HTTP trigger`,
    cause === undefined ? {} : { cause },
  );
}

/** Drops headers that a web request cannot have, such as a `User-Agent` beyond Latin-1. The request works without them. */
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

/** Converts a web response to the structure of the platform, which requires all four fields. */
export async function toHttpResult(response: Response): Promise<HttpResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    isBase64Encoded: false,
    body: await response.text(),
  };
}
