import { DEFAULT_RETRY_POLICY, type RetryPolicy } from '../queue/retry-policy.ts';

/** What PutAsyncInvokeConfig sets. */
export interface AsyncSettings extends RetryPolicy {
  /** Whether asynchronous invocations are tasks, with ids and states. */
  readonly asyncTask: boolean;
}

/** The PutAsyncInvokeConfig of a function. */
export interface AsyncConfig extends AsyncSettings {
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface AsyncConfigs {
  /** Undefined for a function without a configuration of its own. */
  get(functionName: string): AsyncConfig | undefined;
  /** Replaces the configuration of a function until the local cloud stops. */
  put(functionName: string, settings: AsyncSettings): AsyncConfig;
  /** How invocations of the function are retried: by its configuration, or by the platform's defaults. */
  policyOf(functionName: string): RetryPolicy;
}

/** @param configured the configurations at the start, by the name of the function. Without `asyncTask`: no tasks. */
export function createAsyncConfigs(
  configured: ReadonlyMap<string, RetryPolicy & Partial<AsyncSettings>>,
  now: () => number,
): AsyncConfigs {
  const createdAt = now();
  const configs = new Map<string, AsyncConfig>(
    [...configured].map(([name, policy]) => [name, { asyncTask: false, ...policy, createdAt, modifiedAt: createdAt }]),
  );
  return {
    get: (name) => configs.get(name),
    put: (name, settings) => {
      const modifiedAt = now();
      const config = { ...settings, createdAt: configs.get(name)?.createdAt ?? modifiedAt, modifiedAt };
      configs.set(name, config);
      return config;
    },
    policyOf: (name) => configs.get(name) ?? DEFAULT_RETRY_POLICY,
  };
}
