import type { Account, FunctionConfig, RoleCredentials } from './function-config.ts';

/**
 * The `context` of a Node.js handler on Function Compute 3.0 (page "Context", Node.js runtime), without the methods of its
 * logger. The instance adds those, because functions cannot be sent to a worker.
 */
export interface Context {
  readonly requestId: string;
  readonly credentials: RoleCredentials | Readonly<Record<string, never>>;
  readonly function: {
    readonly name: string;
    readonly handler: string;
    readonly memory: number;
    readonly timeout: number;
  };
  readonly service: {
    readonly logProject: string;
    readonly logStore: string;
    readonly qualifier: string;
    readonly versionId: string;
  };
  readonly region: string;
  readonly accountId: string;
  readonly logger: { readonly requestId: string; readonly logLevel: string };
  readonly retryCount: number;
  readonly tracing: { readonly openTracingSpanBaggages: Readonly<Record<string, string>> };
  readonly callbackWaitsForEmptyEventLoop: boolean;
}

/** `retryCount` is the number of earlier attempts with the same event that ended in a function error. */
export function contextOf(
  account: Account,
  config: FunctionConfig,
  invocation: { readonly requestId: string; readonly retryCount: number },
): Context {
  return {
    requestId: invocation.requestId,
    credentials: account.credentials ?? {},
    function: { name: config.name, handler: config.handler, memory: config.memory, timeout: config.timeout },
    service: { logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
    region: account.region,
    accountId: account.accountId,
    logger: { requestId: invocation.requestId, logLevel: 'INFO' },
    retryCount: invocation.retryCount,
    tracing: { openTracingSpanBaggages: {} },
    callbackWaitsForEmptyEventLoop: false,
  };
}
