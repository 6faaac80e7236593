import { createHash } from 'node:crypto';
import { messageOf } from '../../../error-text.ts';
import type { FunctionConfig } from '../../runtime/function-config.ts';
import { readAtMost } from '../read-at-most.ts';
import { asyncConfigView, readAsyncConfig } from './async-config-view.ts';
import { authenticate, type CheckBody } from './authenticate.ts';
import { answerOf, type FcAnswer, faultAnswer } from './fc-answer.ts';
import { FcFault } from './fc-fault.ts';
import { checkQualifier, type FcOperation, type FcOperationName, findOperation } from './fc-operation.ts';
import type { FcParts } from './fc-parts.ts';
import { type FcRequest, readFcRequest, versionOf } from './fc-request.ts';
import { functionView } from './function-view.ts';
import { checkSize, invokeFunction, PAYLOAD_LIMITS } from './invoke-function.ts';
import { listPage } from './list-page.ts';
import { localInvocation } from './local-invocation.ts';
import { taskView } from './task-view.ts';
import { triggersOf, triggerView } from './trigger-view.ts';

/** Bytes of a body that is too large or not wanted, which are read before the answer. */
const DISCARDED = PAYLOAD_LIMITS.sync;

/** Where a request comes from, and where to. */
export interface FcSender {
  /** Path and query as they were sent. */
  readonly target: string;
  /** Whether the request may use what is only for the owner of this machine. */
  readonly isLocal: boolean;
}

/**
 * The APIs of Function Compute 2.0 (`/2016-08-15`) and 3.0 (`/2023-03-30`), for the functions of the local cloud. Every
 * error is answered in the form of the API.
 */
export function fcApi(parts: FcParts) {
  return async (request: Request, { target, isLocal }: FcSender): Promise<Response> => {
    const version = versionOf(target);
    let requestId = parts.newId();
    try {
      const read = readFcRequest(request, target, isLocal);
      const call = identify(read, parts);
      requestId = call.requestId ?? requestId;
      const body = await readAtMost(request, PAYLOAD_LIMITS.sync + 1, DISCARDED);
      checkSize(body, PAYLOAD_LIMITS.sync);
      call.checkBody(createHash('sha256').update(body).digest('hex'));
      const { operation } = call;
      return answerOf(
        await OPERATIONS[operation.name]({ request: read, operation, body, requestId, parts }),
        requestId,
      );
    } catch (error) {
      const fault =
        error instanceof FcFault ? error : new FcFault('InternalServerError', messageOf(error), { cause: error });
      if (!request.bodyUsed) await readAtMost(request, 0, DISCARDED);
      return faultAnswer(fault, version, requestId);
    }
  };
}

interface Identified {
  readonly operation: FcOperation;
  readonly checkBody: CheckBody;
  /** Only an unsigned invocation brings its own. */
  readonly requestId?: string;
}

/** Finds the sender and the operation of a request. A request is checked before its body is read. */
function identify(request: FcRequest, { account, now }: FcParts): Identified {
  const { credentials } = account;
  const functionName = localInvocation(request, credentials);
  if (functionName === undefined) {
    const checkBody = authenticate(request, { credentials, now: now() });
    return { operation: findOperation(request), checkBody };
  }
  const requestId = request.headers['x-fc-request-id'];
  return {
    operation: { ...findOperation(request), functionName },
    checkBody: () => {},
    ...(requestId !== undefined && /^[\w-]{1,64}$/.test(requestId) && { requestId }),
  };
}

interface Call {
  readonly request: FcRequest;
  readonly operation: FcOperation;
  readonly body: Uint8Array;
  readonly requestId: string;
  readonly parts: FcParts;
}

const OPERATIONS: Readonly<Record<FcOperationName, (call: Call) => FcAnswer | Promise<FcAnswer>>> = {
  InvokeFunction: (call) => {
    const { name } = knownFunction(call);
    const { request, requestId, body, parts } = call;
    return invokeFunction(request, { functionName: name, requestId, event: body }, parts);
  },
  ListFunctions: ({ request, parts }) => {
    const { items, ...next } = listPage(parts.functions(), ({ name }) => name, request);
    return json({ functions: items.map((config) => functionView(config, request.version, parts)), ...next });
  },
  GetFunction: (call) => json(functionView(knownFunction(call), call.request.version, call.parts)),
  ListTriggers: (call) => {
    const { request, parts } = call;
    const { name } = knownFunction(call);
    const { items, ...next } = listPage(triggersOf(name, parts), ({ triggerName }) => triggerName, request);
    return json({ triggers: items.map((trigger) => triggerView(name, trigger, request.version, parts)), ...next });
  },
  GetTrigger: (call) => {
    const { request, operation, parts } = call;
    const { name } = knownFunction(call);
    const found = triggersOf(name, parts).find(({ triggerName }) => triggerName === operation.item);
    if (found === undefined) throw new FcFault('TriggerNotFound', `trigger '${operation.item}' does not exist`);
    return json(triggerView(name, found, request.version, parts));
  },
  GetAsyncInvokeConfig: (call) => {
    const { operation, parts } = call;
    const { name } = knownFunction(call);
    const config = parts.asyncConfigs.get(name);
    if (config === undefined) {
      throw new FcFault('AsyncConfigNotExists', `async config of function '${name}' does not exist`);
    }
    return json(asyncConfigView(name, config, operation, parts));
  },
  PutAsyncInvokeConfig: (call) => {
    const { operation, body, parts } = call;
    const { name } = knownFunction(call);
    return json(asyncConfigView(name, parts.asyncConfigs.put(name, readAsyncConfig(body)), operation, parts));
  },
  ListAsyncInvokeConfigs: ({ request, operation, parts }) => {
    const only = operation.functionName || new Map(request.query).get('functionName');
    const configs = parts
      .functions()
      .filter(({ name }) => only === undefined || name === only)
      .flatMap(({ name }) => {
        const config = parts.asyncConfigs.get(name);
        return config === undefined ? [] : [{ name, view: asyncConfigView(name, config, operation, parts) }];
      });
    const { items, ...next } = listPage(configs, ({ name }) => name, request);
    return json({ configs: items.map(({ view }) => view), ...next });
  },
  ListAsyncTasks: (call) => {
    const { request, parts } = call;
    const { name } = knownFunction(call);
    const { status, includePayload } = Object.fromEntries(request.query);
    const tasks = parts.tasks.list(name).filter((task) => status === undefined || task.status === status);
    const { items, ...next } = listPage(tasks, ({ taskId }) => taskId, request);
    return json({ tasks: items.map((task) => taskView(task, includePayload === 'true', parts)), ...next });
  },
  GetAsyncTask: (call) => {
    const { operation, parts } = call;
    const { name } = knownFunction(call);
    const task = parts.tasks.get(name, operation.item);
    if (task === undefined) throw noTask(operation);
    return json(taskView(task, true, parts));
  },
  StopAsyncTask: async (call) => {
    const { operation, parts } = call;
    const { name } = knownFunction(call);
    const isStopped = await parts.tasks.stop(name, operation.item);
    if (isStopped === undefined) throw noTask(operation);
    if (isStopped) return json({});
    throw new FcFault('InvalidArgument', `task '${operation.item}' has ended, and cannot be stopped`);
  },
};

function noTask({ functionName, item }: FcOperation): FcFault {
  return new FcFault('AsyncTaskNotFound', `task '${item}' of function '${functionName}' does not exist`);
}

function json(body: object): FcAnswer {
  return { status: 200, json: body };
}

/** The function that the operation names, in the only version that there is. */
function knownFunction({ operation, parts }: Call): FunctionConfig {
  const { functionName, serviceName } = operation;
  const found = parts.functions().find(({ name }) => name === functionName);
  if (found === undefined) {
    const where = serviceName === undefined ? '' : ` in service '${serviceName}'`;
    throw new FcFault('FunctionNotFound', `function '${functionName}' does not exist${where}`);
  }
  checkQualifier(operation);
  return found;
}
