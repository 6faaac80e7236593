import { FcFault } from './fc-fault.ts';
import type { FcRequest } from './fc-request.ts';

/**
 * The operations that the local cloud answers. `:function` and `:item` are names. In 2.0, the path follows
 * `/services/<service>`.
 */
const ROUTES = [
  ['POST', 'functions/:function/invocations', 'InvokeFunction'],
  ['GET', 'functions', 'ListFunctions'],
  ['GET', 'functions/:function', 'GetFunction'],
  ['GET', 'functions/:function/triggers', 'ListTriggers'],
  ['GET', 'functions/:function/triggers/:item', 'GetTrigger'],
  ['GET', 'functions/:function/async-invoke-config', 'GetAsyncInvokeConfig'],
  ['PUT', 'functions/:function/async-invoke-config', 'PutAsyncInvokeConfig'],
  // 2.0 lists the configurations of a function, 3.0 those of the account.
  ['GET', 'functions/:function/async-invoke-configs', 'ListAsyncInvokeConfigs'],
  ['GET', 'async-invoke-configs', 'ListAsyncInvokeConfigs'],
  ['GET', 'functions/:function/async-tasks', 'ListAsyncTasks'],
  ['GET', 'functions/:function/async-tasks/:item', 'GetAsyncTask'],
  ['PUT', 'functions/:function/async-tasks/:item/stop', 'StopAsyncTask'],
] as const;

export type FcOperationName = (typeof ROUTES)[number][2];

export interface FcOperation {
  readonly name: FcOperationName;
  /** Empty for an operation on all functions. */
  readonly functionName: string;
  /** Name of the trigger, or id of the task. Empty for other operations. */
  readonly item: string;
  /** The version or alias of the function. */
  readonly qualifier: string;
  /** Only in 2.0. Any name is accepted. */
  readonly serviceName?: string;
}

export const LATEST = 'LATEST';

/**
 * Finds the operation of a request. In 3.0 the qualifier is a query parameter. In 2.0 it follows the name of the service:
 * `service.LATEST`.
 *
 * @throws FcFault for a request that the local cloud does not answer.
 */
export function findOperation(request: FcRequest): FcOperation {
  const { version, segments, query } = request;
  if (version === '2023-03-30') {
    return { ...match(request, segments), qualifier: new Map(query).get('qualifier') ?? LATEST };
  }
  const [services, service = '', ...rest] = segments;
  if (services !== 'services' || rest.length === 0) throw notSupported(request);
  const [serviceName = '', qualifier = LATEST, ...more] = service.split('.');
  if (!isName(serviceName) || more.length > 0) {
    throw new FcFault('ServiceNotFound', `service '${service}' does not exist`);
  }
  return { ...match(request, rest), qualifier, serviceName };
}

function match(request: FcRequest, segments: readonly string[]) {
  for (const [method, path, name] of ROUTES) {
    const names = path.split('/');
    if (method !== request.method || names.length !== segments.length) continue;
    if (!names.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index])))
      continue;
    const segmentAt = (part: string): string => segments[names.indexOf(part)] ?? '';
    return { name, functionName: segmentAt(':function'), item: segmentAt(':item') };
  }
  throw notSupported(request);
}

/** Names of services (Function Compute, CreateService). */
function isName(name: string): boolean {
  return /^[A-Za-z_][\w-]{0,127}$/.test(name);
}

function notSupported({ method, path }: FcRequest): FcFault {
  return new FcFault('PathNotSupported', `'${method}' against '${path}' is not supported`);
}

/**
 * The local cloud has no versions and no aliases of functions. LATEST is the code and the rules in use.
 *
 * @throws FcFault for another qualifier. Versions are numbers.
 */
export function checkQualifier({ qualifier, serviceName, functionName }: FcOperation): void {
  if (qualifier === LATEST) return;
  const owner = serviceName === undefined ? `function '${functionName}'` : `service '${serviceName}'`;
  throw /^\d+$/.test(qualifier)
    ? new FcFault('VersionNotFound', `version '${qualifier}' of ${owner} does not exist`)
    : new FcFault('AliasNotFound', `alias '${qualifier}' of ${owner} does not exist`);
}
