import * as z from 'zod';
import { AutoaliasError } from '../autoalias-error.ts';
import { parseJson } from './parse-json.ts';

/** What an HTTP trigger sends (Function Compute 3.0, "HTTP trigger: invoke a function"), as far as we use it. */
const httpEvent = z.looseObject({
  rawPath: z.string().default('/'),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  headers: z.record(z.string(), z.string()).default({}),
  queryParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.looseObject({
    domainName: z.string().default('localhost'),
    http: z.looseObject({ method: z.string() }),
  }),
});

/** What an HTTP trigger wants back. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

/** The web request that an HTTP trigger's event stands for. Throws AutoaliasError `event-malformed`. */
export const fromHttpEvent = (event: unknown): Request => {
  const parsed = httpEvent.safeParse(parseJson(event));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AutoaliasError(
      'event-malformed',
      `not an HTTP trigger's event: ${issue?.path.join('.') || '$'}: ${issue?.message}; call this function by its HTTP trigger`,
    );
  }
  const { rawPath, body, isBase64Encoded, headers, queryParameters, requestContext } = parsed.data;
  const { method } = requestContext.http;
  const query = new URLSearchParams(queryParameters).toString();
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Request(`https://${requestContext.domainName}${rawPath}${query === '' ? '' : `?${query}`}`, {
    method,
    headers,
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: bytes }),
  });
};

/** The structure for a web response: the platform asks for all four fields. */
export const toHttpResult = async (response: Response): Promise<HttpResult> => ({
  statusCode: response.status,
  headers: Object.fromEntries(response.headers),
  isBase64Encoded: false,
  body: await response.text(),
});
