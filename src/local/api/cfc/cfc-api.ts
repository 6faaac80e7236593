import { messageOf } from '../../../error-text.ts';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import type { Invocation } from '../../queue/invocation.ts';
import type { RetryPolicy } from '../../queue/retry-policy.ts';
import type { FunctionConfig } from '../../runtime/function-config.ts';
import type { FunctionRuntime } from '../../runtime/function-runtime.ts';
import { readAtMost } from '../read-at-most.ts';
import { authenticate } from './authenticate.ts';
import { CfcFault, faultAnswer } from './cfc-fault.ts';
import { type CfcRequest, parameter, readCfcRequest } from './cfc-request.ts';
import { functionView } from './function-view.ts';
import { invokeFunction, PAYLOAD_LIMIT } from './invoke-function.ts';

/** The parts of the local cloud that the API of CFC uses. */
export interface CfcParts {
  readonly runtime: Pick<FunctionRuntime, 'invoke'>;
  /** The functions of CFC, as they are configured now. */
  readonly functions: () => readonly FunctionConfig[];
  readonly policyOf: (functionName: string) => RetryPolicy | undefined;
  /** Adds to the queue of asynchronous invocations, and resolves when it is stored. */
  readonly enqueue: (invocation: Invocation) => Promise<unknown>;
  /** Those of the store, with which requests are signed. */
  readonly credentials: Credentials;
  /** When the local cloud started, in Unix milliseconds. */
  readonly startedAt: number;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** The clock of the queue. */
  readonly steady: () => number;
  readonly newId: () => string;
  /** Called for internal errors, whose messages can contain paths and secrets, so callers do not get them. */
  readonly trouble: (error: unknown) => void;
}

/**
 * The API of CFC (`/v1/functions`), for the functions of CFC in the local cloud. Sources: `src/cfc_client.js` of bce-sdk-js and
 * `services/cfc/api` of bce-sdk-go. Every error is answered as JSON. `port` is the one that the request arrived at.
 */
export function cfcApi(parts: CfcParts) {
  return async (request: Request, target: string, port?: number): Promise<Response> => {
    const requestId = parts.newId();
    try {
      const read = readCfcRequest(request, target);
      authenticate(read, { credentials: parts.credentials, now: parts.now(), port });
      const body = await readAtMost(request, PAYLOAD_LIMIT + 1, PAYLOAD_LIMIT);
      return await answer({ request: read, body, requestId, parts });
    } catch (error) {
      const fault = error instanceof CfcFault ? error : internal(error, requestId, parts);
      if (!request.bodyUsed) await readAtMost(request, 0, PAYLOAD_LIMIT);
      return faultAnswer(fault, requestId);
    }
  };
}

function internal(cause: unknown, requestId: string, { trouble }: CfcParts): CfcFault {
  trouble(new Error(`the API of CFC cannot answer the request ${requestId}: ${messageOf(cause)}`, { cause }));
  return new CfcFault('ServiceException', 'the local cloud failed; it reported the reason on its terminal', { cause });
}

interface Call {
  readonly request: CfcRequest;
  readonly body: Uint8Array;
  readonly requestId: string;
  readonly parts: CfcParts;
}

/** The operations, by the method and the parts of the path. `*` is the name of a function. */
const OPERATIONS: Readonly<Record<string, (call: Call) => Response | Promise<Response>>> = {
  'GET ': (call) => {
    const { items, next } = pageOf(call.parts.functions(), call.request);
    return json(call, { Functions: items.map((one) => functionView(one, call.parts)), NextMarker: next });
  },
  'GET *': (call) =>
    json(call, {
      // No zip can be downloaded: the functions run from their files.
      Code: { Location: '', RepositoryType: 'local' },
      Configuration: functionView(knownFunction(call), call.parts),
    }),
  'GET */configuration': (call) => json(call, functionView(knownFunction(call), call.parts)),
  'GET */versions': (call) => json(call, { Versions: [functionView(knownFunction(call), call.parts)], NextMarker: '' }),
  'GET */aliases': (call) => {
    knownFunction(call);
    return json(call, { Aliases: [], NextMarker: '' });
  },
  'POST */invocations': (call) => invokeFunction(call, knownFunction(call)),
};

function answer(call: Call): Response | Promise<Response> {
  const { method, segments } = call.request;
  const [name, ...rest] = segments;
  const operation = OPERATIONS[`${method} ${[...(name === undefined ? [] : ['*']), ...rest].join('/')}`];
  if (operation !== undefined) return operation(call);
  throw new CfcFault(
    'NotImplemented',
    `the local cloud does not answer ${method} ${call.request.path}; it lists, reads and invokes functions`,
  );
}

/** `Marker` is the number of the first item, and `MaxItems` at most 10,000 (ListFunctionsArgs of bce-sdk-go). */
function pageOf<T>(items: readonly T[], request: CfcRequest): { readonly items: readonly T[]; readonly next: string } {
  const marker = wholeNumber(request, 'Marker', 0);
  const most = wholeNumber(request, 'MaxItems', 10_000);
  const end = marker + most;
  return { items: items.slice(marker, end), next: end < items.length ? String(end) : '' };
}

function wholeNumber(request: CfcRequest, name: string, fallback: number): number {
  const given = parameter(request, name) ?? '';
  if (given === '') return fallback;
  if (/^\d{1,5}$/.test(given)) return Number(given);
  throw new CfcFault('InvalidParameterValueException', `${name} is '${given}'; it must be a whole number`);
}

/**
 * The function that the path names: by its name, by `<account>:<name>` or by its BRN. There is only the version `$LATEST`.
 */
function knownFunction({ request, parts }: Call): FunctionConfig {
  const [given = ''] = request.segments;
  const [name = '', version] = given
    .replace(/^brn:[^:]*:cfc:[^:]*:[^:]*:function:/, '')
    .split(':')
    .slice(nameAt(given));
  const qualifier = parameter(request, 'Qualifier') || version || '$LATEST';
  const found = parts.functions().find((one) => one.name === name);
  if (found !== undefined && qualifier === '$LATEST') return found;
  const what = found === undefined ? given : `${given}, version ${qualifier}`;
  throw new CfcFault('ResourceNotFoundException', `the function ${what} does not exist`);
}

/** A partial BRN begins with the id of the account. */
function nameAt(given: string): number {
  return /^[0-9a-f]{32}:/.test(given) ? 1 : 0;
}

function json({ requestId }: Call, body: object): Response {
  return Response.json(body, { headers: { 'x-bce-request-id': requestId } });
}
