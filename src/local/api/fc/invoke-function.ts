import { defined } from '../../../defined.ts';
import { newInvocation } from '../../queue/invocation.ts';
import { FunctionUnavailable } from '../../runtime/function-error.ts';
import type { InvocationResult } from '../../runtime/instance-message.ts';
import { withoutEventSecrets } from '../../triggers/event-credentials.ts';
import { logTail } from '../log-tail.ts';
import type { FcAnswer } from './fc-answer.ts';
import { FcFault } from './fc-fault.ts';
import type { FcParts } from './fc-parts.ts';
import type { FcRequest } from './fc-request.ts';

/** Longest event, in bytes (Function Compute, "Limits"). */
export const PAYLOAD_LIMITS = { sync: 32 * 1024 * 1024, async: 128 * 1024 } as const;

export interface FunctionCall {
  readonly functionName: string;
  readonly requestId: string;
  readonly event: Uint8Array;
}

/**
 * InvokeFunction. An error of the function is an answer with the status 200 and the header `X-Fc-Error-Type`.
 *
 * @throws FcFault for an error of the platform.
 */
export function invokeFunction(request: FcRequest, call: FunctionCall, parts: FcParts): Promise<FcAnswer> {
  const type = oneOf(request, 'x-fc-invocation-type', ['Sync', 'Async']);
  checkSize(call.event, type === 'Sync' ? PAYLOAD_LIMITS.sync : PAYLOAD_LIMITS.async);
  return type === 'Sync' ? invokeNow(request, call, parts) : invokeLater(request, call, parts);
}

async function invokeNow(request: FcRequest, call: FunctionCall, { runtime }: FcParts): Promise<FcAnswer> {
  const { functionName, requestId, event } = call;
  const wantsLog = oneOf(request, 'x-fc-log-type', ['None', 'Tail']) === 'Tail';
  const lines: string[] = [];
  try {
    const log = ({ text }: { readonly text: string }): void => void lines.push(text);
    const result = await runtime.invoke(functionName, event, { requestId, ...(wantsLog && { log }) });
    return resultAnswer(request, result, wantsLog ? lines : undefined);
  } catch (error) {
    if (!(error instanceof FunctionUnavailable)) throw error;
    throw new FcFault(UNAVAILABLE[error.status], error.message, { cause: error });
  }
}

const UNAVAILABLE = { 404: 'FunctionNotFound', 429: 'ResourceExhausted', 503: 'ResourceThrottled' } as const;

function resultAnswer(request: FcRequest, result: InvocationResult, lines: readonly string[] | undefined): FcAnswer {
  const headers = {
    'x-fc-invocation-duration': String(result.milliseconds),
    ...(request.version === '2016-08-15' && { 'x-fc-invocation-service-version': 'LATEST' }),
    ...(lines !== undefined && { 'x-fc-log-result': logTail(lines) }),
  };
  return result.ok
    ? { status: 200, headers, bytes: Buffer.from(result.body) }
    : { status: 200, headers: { ...headers, 'x-fc-error-type': result.fcErrorType }, json: result.error };
}

/** The answer says only that the queue has the invocation. It is delivered as an event of a trigger is. */
async function invokeLater(request: FcRequest, call: FunctionCall, parts: FcParts): Promise<FcAnswer> {
  const { functionName, requestId, event } = call;
  const taskId = parts.asyncConfigs.get(functionName)?.asyncTask ? taskIdOf(request, requestId) : undefined;
  const delay = delayOf(request);
  const acceptedAt = parts.steady();
  const isNew = await parts.enqueue(
    newInvocation({
      id: requestId,
      functionName,
      payload: withoutEventSecrets(textOf(event)),
      trigger: 'InvokeFunction',
      eventName: 'Async',
      key: '',
      acceptedAt,
      ...defined({ taskId }),
    }),
    delay === undefined ? undefined : acceptedAt + delay * 1000,
  );
  if (isNew) return { status: 202, bytes: new Uint8Array() };
  throw new FcFault(
    'StatefulAsyncInvocationAlreadyExists',
    `function '${functionName}' has a task '${taskId}' already`,
  );
}

/** Seconds that the event waits (Function Compute, InvokeFunction). */
function delayOf({ headers }: FcRequest): number | undefined {
  const name = 'x-fc-async-delay';
  const given = headers[name];
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (/^\d{1,4}$/.test(given) && seconds >= 1 && seconds <= 3600) return seconds;
  throw new FcFault('InvalidArgument', `the header ${name} is '${given}'; it can be 1 to 3600 seconds`);
}

/** The id that the caller chose for a task, else the request id (Function Compute, "Asynchronous tasks"). */
function taskIdOf({ version, headers }: FcRequest, requestId: string): string {
  const name = version === '2016-08-15' ? 'x-fc-stateful-async-invocation-id' : 'x-fc-async-task-id';
  const given = headers[name];
  if (given === undefined) return requestId;
  if (/^[A-Za-z_][\w-]{0,127}$/.test(given)) return given;
  throw new FcFault(
    'InvalidArgument',
    `the header ${name} is '${given}'; an id begins with a letter or _, and has up to 128 letters, digits, _ and -`,
  );
}

function textOf(event: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(event);
  } catch (cause) {
    throw new FcFault('InvalidArgument', 'the queue of the local cloud stores only text; send the event as UTF-8', {
      cause,
    });
  }
}

export function checkSize(event: Uint8Array, limit: number): void {
  if (event.length <= limit) return;
  throw new FcFault('EntityTooLarge', `payload size exceeds maximum allowed size (${limit} bytes)`);
}

/** Reads a header that has one of a few values. The first is the default. */
function oneOf<T extends string>({ headers }: FcRequest, name: string, values: readonly [T, ...T[]]): T {
  const given = headers[name];
  if (given === undefined) return values[0];
  const value = values.find((one) => one.toLowerCase() === given.toLowerCase());
  if (value !== undefined) return value;
  throw new FcFault('InvalidArgument', `the header ${name} is '${given}'; it can be ${values.join(' or ')}`);
}
