import { DEFAULT_RETRY_POLICY, type RetryPolicy } from '../queue/retry-policy.ts';
import type { FunctionConfig } from '../runtime/function-config.ts';

/** The account that owns everything in the local cloud. No real account has it: real ids do not end in so many zeros. */
export const ACCOUNT_ID = '1000000000000000';

/** The function behind the HTTP trigger. */
export const HTTP_FUNCTION = 'http';

/** A function of the deployment, with how its asynchronous invocations are retried. */
interface CloudFunction {
  readonly handler: string;
  readonly memory: number;
  readonly timeout: number;
  readonly retryPolicy: RetryPolicy;
}

/** The three functions as template.yml deploys them. */
const FUNCTIONS: Readonly<Record<string, CloudFunction>> = {
  'object-events': {
    handler: 'object-events.handler',
    memory: 256,
    timeout: 60,
    retryPolicy: { maxAsyncRetryAttempts: 8, maxAsyncEventAgeInSeconds: 86_400 },
  },
  sweep: {
    handler: 'sweep.handler',
    memory: 512,
    timeout: 900,
    retryPolicy: { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 300 },
  },
  [HTTP_FUNCTION]: { handler: 'http.handler', memory: 512, timeout: 900, retryPolicy: DEFAULT_RETRY_POLICY },
};

/** The environment variables of the functions. */
export interface CloudEnvironment {
  /** For all functions. */
  readonly shared: Readonly<Record<string, string>>;
  /** Only for the HTTP function, as in the template. */
  readonly token: string;
}

export function functionConfigs({ shared, token }: CloudEnvironment): readonly FunctionConfig[] {
  return Object.entries(FUNCTIONS).map(([name, { handler, memory, timeout }]) => ({
    name,
    handler,
    memory,
    timeout,
    environment: name === HTTP_FUNCTION ? { ...shared, AUTOALIAS_TOKEN: token } : shared,
  }));
}

/** The PutAsyncInvokeConfig of a function, or the platform's defaults if it has no such configuration. */
export function retryPolicyOf(functionName: string): RetryPolicy {
  return FUNCTIONS[functionName]?.retryPolicy ?? DEFAULT_RETRY_POLICY;
}
