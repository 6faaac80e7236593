import { FunctionUnavailable } from '../runtime/function-error.ts';
import type { FunctionRuntime } from '../runtime/function-runtime.ts';
import { httpEvent } from '../runtime/http/http-event.ts';
import { HTTP_LIMITS, oversized } from '../runtime/http/http-limits.ts';
import { httpResponse } from '../runtime/http/http-response.ts';
import { readAtMost } from './read-at-most.ts';

export interface HttpTriggerParts {
  readonly runtime: FunctionRuntime;
  readonly functionName: string;
  readonly accountId: string;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The methods that an HTTP trigger can accept (Function Compute, CreateTrigger, "HTTP trigger"). */
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS']);

/** An HTTP trigger: passes a request to the function and returns its answer. Errors of the function become answers. */
export function httpTrigger({ runtime, functionName, accountId, now, newId }: HttpTriggerParts) {
  return async (request: Request, sourceIp: string, target: string): Promise<Response> => {
    const requestId = newId();
    if (!METHODS.has(request.method)) {
      return problem(405, 'MethodNotAllowed', `no HTTP trigger takes the method ${request.method}`, requestId);
    }
    const body = await readAtMost(request, HTTP_LIMITS.requestBody + 1);
    const why = oversized(request, body);
    if (why !== undefined) return problem(400, 'InvalidArgument', why, requestId);
    const event = httpEvent(request, body, { accountId, requestId, sourceIp, target, now: now() });
    try {
      return httpResponse(await runtime.invoke(functionName, Buffer.from(JSON.stringify(event)), { requestId }));
    } catch (error) {
      if (error instanceof FunctionUnavailable) {
        return problem(error.status, 'FunctionUnavailable', error.message, requestId);
      }
      throw error;
    }
  };
}

function problem(status: number, code: string, message: string, requestId: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { 'x-fc-request-id': requestId } });
}
