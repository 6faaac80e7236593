import { defined } from '../../defined.ts';
import type { RetryPolicy } from '../queue/retry-policy.ts';
import type { FunctionConfig } from '../runtime/function-config.ts';

/** The account that owns everything in the local cloud. No real account has it: real ids do not end in so many zeros. */
export const ACCOUNT_ID = '1000000000000000';

/** The function behind the HTTP trigger. */
export const HTTP_FUNCTION = 'http';

/** The function behind the timer. */
export const SWEEP_FUNCTION = 'sweep';

/** A function of the deployment, with how its asynchronous invocations are retried. */
interface CloudFunction {
  readonly handler: string;
  readonly memory: number;
  readonly timeout: number;
  /** Absent: the defaults of the platform. */
  readonly retryPolicy?: RetryPolicy;
}

/** The three functions as template.yml deploys them. */
const FUNCTIONS: Readonly<Record<string, CloudFunction>> = {
  'object-events': {
    handler: 'object-events.handler',
    memory: 256,
    timeout: 60,
    retryPolicy: { maxAsyncRetryAttempts: 8, maxAsyncEventAgeInSeconds: 86_400 },
  },
  [SWEEP_FUNCTION]: {
    handler: 'sweep.handler',
    memory: 512,
    timeout: 900,
    retryPolicy: { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 300 },
  },
  [HTTP_FUNCTION]: { handler: 'http.handler', memory: 512, timeout: 900 },
};

/** The environment variables of the functions. */
export interface CloudEnvironment {
  /** Only for the sweep. */
  readonly sweep?: Readonly<Record<string, string>>;
  /** For all functions. */
  readonly shared: Readonly<Record<string, string>>;
  /** Only for the HTTP function, as in the template. */
  readonly http: HttpAccess;
}

/** Who may call the HTTP function. */
export interface HttpAccess {
  /** The token with all rights. */
  readonly token: string;
  /** The value of AUTOALIAS_TOKENS. */
  readonly tokens?: string;
  /** The value of AUTOALIAS_OIDC. */
  readonly oidc?: string;
}

export function functionConfigs({ shared, http, sweep = {} }: CloudEnvironment): readonly FunctionConfig[] {
  return Object.entries(FUNCTIONS).map(([name, { handler, memory, timeout }]) => ({
    name,
    handler,
    memory,
    timeout,
    environment: {
      ...shared,
      ...(name === HTTP_FUNCTION ? accessVariables(http) : {}),
      ...(name === SWEEP_FUNCTION ? sweep : {}),
    },
  }));
}

function accessVariables({ token, tokens, oidc }: HttpAccess): Readonly<Record<string, string>> {
  return { AUTOALIAS_TOKEN: token, ...defined({ AUTOALIAS_TOKENS: tokens, AUTOALIAS_OIDC: oidc }) };
}

/** As in a template for a divided sweep: its tasks may have to wait for each other. */
const TASK_POLICY = { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 3600, asyncTask: true };

/** The PutAsyncInvokeConfig of each function that has one. `hasTasks`: sweeps are divided into tasks. */
export function retryPolicies(hasTasks = false): ReadonlyMap<string, RetryPolicy & { readonly asyncTask?: boolean }> {
  const policies = Object.entries(FUNCTIONS).flatMap(([name, { retryPolicy }]) =>
    retryPolicy === undefined ? [] : [[name, retryPolicy] as const],
  );
  return new Map([...policies, ...(hasTasks ? [[SWEEP_FUNCTION, TASK_POLICY] as const] : [])]);
}
