import * as z from 'zod';
import type { InvocationResult } from '../../runtime/instance-message.ts';

/** What a function returns to the trigger (baidu/EasyFaaS pkg/api/httptrigger.go, ProxyResponse). */
const schema = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  isBase64Encoded: z.boolean().default(false),
  body: z.string().default(''),
});

/** Statuses without a body. The constructor of a web Response throws if there is one. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * The answer to an HTTP client, as the open source engine of CFC makes it (baidu/EasyFaaS pkg/httptrigger/httptrigger.go): 500
 * with the error of a function that failed, and 200 with the value itself if it has another form.
 */
export function cfcHttpResponse(result: InvocationResult): Response {
  const own = { 'x-bce-request-id': result.requestId };
  if (!result.ok) {
    const { errorMessage } = result.error;
    return Response.json({ errorMessage }, { status: 500, headers: { ...own, 'x-bce-function-error': 'Unhandled' } });
  }
  const text = new TextDecoder().decode(result.body);
  const value = parsed(text);
  const answer = schema.safeParse(value);
  if (!answer.success) {
    const contentType = value === undefined ? 'text/plain' : 'application/json';
    return new Response(text, { headers: { ...own, 'content-type': contentType } });
  }
  const { statusCode, headers, isBase64Encoded, body } = answer.data;
  const bytes = BODILESS.has(statusCode) ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Response(bytes, { status: statusCode, headers: { ...headers, ...own } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
