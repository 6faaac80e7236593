import type { Context } from '../context.ts';
import { checkEnvironment } from '../environment.ts';
import type { FunctionConfig } from '../function-config.ts';
import { functionBrn } from './cfc-account.ts';

/** How a handler is called: with the context of Function Compute, or by the contract of CFC. */
export type RunContext = Context | CfcRun;

export function isCfcRun(context: RunContext): context is CfcRun {
  return 'handlerContext' in context;
}

/** One invocation of a function on CFC. */
export interface CfcRun {
  /** In seconds. */
  readonly timeout: number;
  /** The second argument of the handler. */
  readonly handlerContext: CfcHandlerContext;
}

/**
 * The `context` of a handler. The page of the Node.js runtime says only that it is an object. These names are those of the Java
 * runtime (`FaasContext` in com.baidubce.faas.core). It has no credentials here, because no page promises them.
 */
interface CfcHandlerContext {
  readonly requestId: string;
  readonly functionBrn: string;
  readonly functionName: string;
  readonly functionVersion: '$LATEST';
  readonly memoryLimitMB: number;
}

export function cfcRun({ name, memory, timeout }: FunctionConfig, requestId: string): CfcRun {
  return {
    timeout,
    handlerContext: {
      requestId,
      functionBrn: functionBrn(name),
      functionName: name,
      functionVersion: '$LATEST',
      memoryLimitMB: memory,
    },
  };
}

/**
 * The whole environment of an instance on CFC: the variables of the configuration and those that the Java runtime reads
 * (`ClientConfig` in com.baidubce.faas.core).
 *
 * @throws AutoaliasError `config-invalid` for names and sizes that a deployment would refuse.
 */
export function cfcEnvironment(config: FunctionConfig): Readonly<Record<string, string>> {
  checkEnvironment(config);
  return {
    ...config.environment,
    BCE_USER_FUNCTION_BRN: functionBrn(config.name),
    BCE_USER_FUNCTION_NAME: config.name,
    BCE_USER_FUNCTION_VERSION: '$LATEST',
    BCE_USER_FUNCTION_MEMSIZE: String(config.memory),
    BCE_USER_FUNCTION_HANDLER: config.handler,
    BCE_USER_CODE_ROOT: '/var/task',
  };
}
