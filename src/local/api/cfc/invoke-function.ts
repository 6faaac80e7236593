import { type Invocation, newInvocation } from '../../queue/invocation.ts';
import type { FunctionConfig } from '../../runtime/function-config.ts';
import { FunctionUnavailable } from '../../runtime/function-error.ts';
import type { FunctionRuntime } from '../../runtime/function-runtime.ts';
import { withoutEventSecrets } from '../../triggers/event-credentials.ts';
import { logTail } from '../log-tail.ts';
import { CfcFault } from './cfc-fault.ts';
import { type CfcRequest, parameter } from './cfc-request.ts';

/** The longest event, in bytes. That of AWS Lambda, whose API CFC copies. Unverified. */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** The longest event of an asynchronous invocation. Unverified. */
const ASYNC_LIMIT = 128 * 1024;

interface Call {
  readonly request: CfcRequest;
  readonly body: Uint8Array;
  readonly requestId: string;
  readonly parts: {
    readonly runtime: Pick<FunctionRuntime, 'invoke'>;
    readonly enqueue: (invocation: Invocation) => Promise<unknown>;
    readonly steady: () => number;
  };
}

/**
 * Invocations of CFC, by the query (services/cfc/api/cfc.go of bce-sdk-go): `invocationType` is `RequestResponse`, `Event` or
 * `DryRun`, and `logType` is `None` or `Tail`. An error of the function is an answer with the status 200 and the header
 * `x-bce-function-error`. The status of the other two types is that of AWS Lambda.
 *
 * @throws CfcFault for an error of the platform.
 */
export async function invokeFunction(call: Call, { name }: FunctionConfig): Promise<Response> {
  const type = oneOf(call.request, 'invocationType', ['RequestResponse', 'Event', 'DryRun']);
  const limit = type === 'Event' ? ASYNC_LIMIT : PAYLOAD_LIMIT;
  if (call.body.length > limit) {
    throw new CfcFault('RequestTooLargeException', `the event is larger than ${limit} bytes`);
  }
  checkJson(call.body);
  const headers = { 'x-bce-request-id': call.requestId };
  switch (type) {
    case 'DryRun':
      return new Response(null, { status: 204, headers });
    case 'Event':
      await call.parts.enqueue(invocationOf(call, name));
      return new Response(null, { status: 202, headers });
    case 'RequestResponse':
      return invokeNow(call, name, headers);
  }
}

async function invokeNow(call: Call, name: string, own: Readonly<Record<string, string>>): Promise<Response> {
  const wantsLog = oneOf(call.request, 'logType', ['None', 'Tail']) === 'Tail';
  const lines: string[] = [];
  const log = ({ text }: { readonly text: string }): void => void lines.push(text);
  try {
    const result = await call.parts.runtime.invoke(name, call.body, {
      requestId: call.requestId,
      ...(wantsLog && { log }),
    });
    const headers = { ...own, ...(wantsLog && { 'x-bce-log-result': logTail(lines) }) };
    if (result.ok) {
      const contentType = isJson(result.body) ? 'application/json' : 'text/plain; charset=utf-8';
      return new Response(Buffer.from(result.body), { headers: { 'content-type': contentType, ...headers } });
    }
    const kind = result.fcErrorType === 'HandledInvocationError' ? 'Handled' : 'Unhandled';
    return Response.json(result.error, { headers: { ...headers, 'x-bce-function-error': kind } });
  } catch (error) {
    if (!(error instanceof FunctionUnavailable)) throw error;
    const code = error.status === 429 ? 'TooManyRequestsException' : 'ServiceException';
    throw new CfcFault(code, error.message, { cause: error });
  }
}

function invocationOf({ requestId, body, parts }: Call, functionName: string): Invocation {
  return newInvocation({
    id: requestId,
    functionName,
    payload: body.length === 0 ? 'null' : withoutEventSecrets(new TextDecoder().decode(body)),
    trigger: 'Invocations',
    eventName: 'Event',
    key: '',
    acceptedAt: parts.steady(),
  });
}

/** CFC passes parsed events. The Go SDK refuses other events before it sends them. */
function checkJson(body: Uint8Array): void {
  if (body.length === 0 || isJson(body)) return;
  throw new CfcFault('InvalidRequestContentException', 'the event is not JSON in UTF-8');
}

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return true;
  } catch {
    return false;
  }
}

/** Reads a parameter that has one of a few values. The first is the default. */
function oneOf<T extends string>(request: CfcRequest, name: string, values: readonly [T, ...T[]]): T {
  const given = parameter(request, name) ?? '';
  if (given === '') return values[0];
  const value = values.find((one) => one === given);
  if (value !== undefined) return value;
  throw new CfcFault('InvalidParameterValueException', `${name} is '${given}'; it can be ${values.join(', ')}`);
}
