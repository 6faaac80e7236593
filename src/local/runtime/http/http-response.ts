import * as z from 'zod';
import type { InvocationResult } from '../instance-message.ts';
import { HTTP_LIMITS, headerBytes } from './http-limits.ts';

/** The value that a function must return to an HTTP trigger. */
const httpResponseSchema = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  isBase64Encoded: z.boolean().default(false),
  body: z.string().default(''),
});

/** Headers that only the platform sets. They are dropped, as is `x-fc-*` (Function Compute, HTTP handler pages). */
const RESERVED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'server',
  'upgrade',
]);
/** Statuses without a body. The constructor of a web Response throws if there is one. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * The answer to an HTTP client. Function Compute does not document what the client gets if a function fails or returns an
 * incomplete structure. Here both are a 502 that states the reason.
 */
export function httpResponse(result: InvocationResult): Response {
  if (!result.ok) {
    return failure(result.requestId, result.error, { 'x-fc-error-type': result.fcErrorType });
  }
  const parsed = httpResponseSchema.safeParse(jsonOf(result.body));
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the value'}: ${issue.message}`);
    return badResponse(
      result.requestId,
      `the function must return {statusCode, headers, isBase64Encoded, body}; ${where.join('; ')}`,
    );
  }
  const { statusCode, headers, isBase64Encoded, body } = parsed.data;
  const kept = Object.entries(headers).filter(([name]) => !isReserved(name.toLowerCase()));
  if (headerBytes(kept) > HTTP_LIMITS.responseHeaders) {
    return badResponse(result.requestId, `the response headers exceed ${HTTP_LIMITS.responseHeaders} bytes`);
  }
  const bytes = BODILESS.has(statusCode) ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Response(bytes, { status: statusCode, headers: [...kept, ['x-fc-request-id', result.requestId]] });
}

function isReserved(name: string): boolean {
  return RESERVED.has(name) || name.startsWith('x-fc-');
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function badResponse(requestId: string, errorMessage: string): Response {
  return failure(requestId, { errorMessage, errorType: 'BadResponse', stackTrace: [] }, {});
}

function failure(requestId: string, body: object, headers: Readonly<Record<string, string>>): Response {
  return Response.json(body, { status: 502, headers: { ...headers, 'x-fc-request-id': requestId } });
}
