import { CFC_ACCOUNT } from '../../runtime/cfc/cfc-account.ts';
import { FunctionUnavailable } from '../../runtime/function-error.ts';
import type { FunctionRuntime } from '../../runtime/function-runtime.ts';
import { HTTP_LIMITS, oversized } from '../../runtime/http/http-limits.ts';
import { readAtMost } from '../read-at-most.ts';
import { cfcHttpResponse } from './cfc-http-response.ts';

export interface CfcHttpTriggerParts {
  readonly runtime: Pick<FunctionRuntime, 'invoke'>;
  readonly functionName: string;
  readonly newId: () => string;
}

/** An HTTP trigger of CFC, under its own path: `/baidu/v1/status` calls the function with the path `/v1/status`. */
export const BAIDU_PATH = '/baidu';

/** Passes a request to the function in the event of CFC's HTTP trigger, and returns its answer. Errors become answers. */
export function cfcHttpTrigger({ runtime, functionName, newId }: CfcHttpTriggerParts) {
  return async (request: Request, sourceIp: string, target: string): Promise<Response> => {
    const requestId = newId();
    const body = await readAtMost(request, HTTP_LIMITS.requestBody + 1);
    const why = oversized(request, body);
    if (why !== undefined) return problem(400, 'InvalidArgument', why, requestId);
    const event = cfcHttpEvent(request, body, { requestId, sourceIp, target });
    try {
      return cfcHttpResponse(await runtime.invoke(functionName, Buffer.from(JSON.stringify(event)), { requestId }));
    } catch (error) {
      if (!(error instanceof FunctionUnavailable)) throw error;
      return problem(error.status, 'FunctionUnavailable', error.message, requestId);
    }
  };
}

/**
 * The event of CFC's HTTP trigger (page kjzmgugty). Parameters of the query are decoded, and of a repeated one the last counts
 * (baidu/EasyFaaS pkg/httptrigger/httptrigger.go). That the path stays encoded, and the fields of `requestContext`, are unverified.
 */
export function cfcHttpEvent(
  request: Request,
  body: Uint8Array,
  { requestId, sourceIp, target }: { readonly requestId: string; readonly sourceIp: string; readonly target: string },
) {
  const url = new URL(request.url);
  // The URL resolves `..`, so the raw target is used, unless the client sent an absolute URL as its target.
  const sent = target.startsWith('/') ? (target.split(/[?#]/)[0] ?? '/') : url.pathname;
  const path = sent.slice(BAIDU_PATH.length) || '/';
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: request.method,
    headers: Object.fromEntries(request.headers),
    queryStringParameters: Object.fromEntries(url.searchParams),
    pathParameters: { proxy: path.slice(1) },
    requestContext: { stage: 'cfc', requestId, sourceIp, accountId: CFC_ACCOUNT.accountId },
    ...bodyOf(body),
  };
}

/** UTF-8 text unchanged, all other bytes as Base64. */
function bodyOf(body: Uint8Array): { readonly body: string; readonly isBase64Encoded: boolean } {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body), isBase64Encoded: false };
  } catch {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
}

function problem(status: number, code: string, message: string, requestId: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { 'x-bce-request-id': requestId } });
}
