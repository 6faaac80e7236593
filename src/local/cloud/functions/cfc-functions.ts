import { defined } from '../../../defined.ts';
import type { RetryPolicy } from '../../queue/retry-policy.ts';
import type { FunctionConfig } from '../../runtime/function-config.ts';
import type { HttpAccess } from '../cloud-functions.ts';

/** The function that events of BOS call. */
export const CFC_EVENTS_FUNCTION = 'cfc-object-events';

/** The function behind the timer of CFC. */
export const CFC_SWEEP_FUNCTION = 'cfc-sweep';

/** The function behind the HTTP trigger of CFC. */
export const CFC_HTTP_FUNCTION = 'cfc-http';

/** Whether a function of the local cloud is one of CFC. */
export function isCfcFunction(functionName: string): boolean {
  return Object.hasOwn(FUNCTIONS, functionName);
}

/** A function of CFC, with how its asynchronous invocations are retried. */
interface CfcFunction {
  readonly memory: number;
  readonly timeout: number;
  /** Absent: nothing calls it asynchronously. */
  readonly retryPolicy?: RetryPolicy;
}

/** The three functions as `deploy --cloud baidu` creates them. */
const FUNCTIONS: Readonly<Record<string, CfcFunction>> = {
  [CFC_EVENTS_FUNCTION]: {
    memory: 256,
    timeout: 60,
    retryPolicy: { maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 86_400 },
  },
  [CFC_SWEEP_FUNCTION]: {
    memory: 1024,
    timeout: 300,
    retryPolicy: { maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 300 },
  },
  [CFC_HTTP_FUNCTION]: { memory: 512, timeout: 300 },
};

/** @param shared the environment variables of all functions. */
export function cfcConfigs(
  shared: Readonly<Record<string, string>>,
  { token, tokens, oidc }: HttpAccess,
): readonly FunctionConfig[] {
  const access = { AUTOALIAS_TOKEN: token, ...defined({ AUTOALIAS_TOKENS: tokens, AUTOALIAS_OIDC: oidc }) };
  return Object.entries(FUNCTIONS).map(([name, { memory, timeout }]) => ({
    platform: 'cfc',
    name,
    handler: `${name}.handler`,
    memory,
    timeout,
    environment: { ...shared, ...(name === CFC_HTTP_FUNCTION ? access : {}) },
  }));
}

/** The AsyncInvokeConfig of each function that has one. */
export function cfcRetryPolicies(): ReadonlyMap<string, RetryPolicy> {
  return new Map(
    Object.entries(FUNCTIONS).flatMap(([name, { retryPolicy }]) =>
      retryPolicy === undefined ? [] : [[name, retryPolicy] as const],
    ),
  );
}
