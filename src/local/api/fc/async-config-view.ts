import * as z from 'zod';
import type { AsyncConfig, AsyncSettings } from '../../cloud/async-configs.ts';
import { DEFAULT_RETRY_POLICY } from '../../queue/retry-policy.ts';
import { FcFault } from './fc-fault.ts';
import type { FcOperation } from './fc-operation.ts';
import type { FcParts } from './fc-parts.ts';
import { functionArn } from './function-view.ts';

/** The configuration in the JSON of GetAsyncInvokeConfig (3.0) and GetFunctionAsyncInvokeConfig (2.0). */
export function asyncConfigView(
  functionName: string,
  config: AsyncConfig,
  { serviceName }: FcOperation,
  parts: FcParts,
): object {
  const { maxAsyncRetryAttempts, maxAsyncEventAgeInSeconds, asyncTask } = config;
  const common = {
    maxAsyncRetryAttempts,
    maxAsyncEventAgeInSeconds,
    // The local cloud keeps dead letters where a deployment sends them to a queue.
    destinationConfig: {},
    createdTime: new Date(config.createdAt).toISOString(),
    lastModifiedTime: new Date(config.modifiedAt).toISOString(),
  };
  return serviceName === undefined
    ? { functionArn: functionArn(functionName, parts), ...common, asyncTask }
    : { service: serviceName, function: functionName, qualifier: 'LATEST', ...common, statefulInvocation: asyncTask };
}

const destination = z.object({ destination: z.literal('').nullish() }).nullish();

/** The body of PutAsyncInvokeConfig. Limits: PutAsyncInvokeConfigInput. */
const inputSchema = z.object({
  maxAsyncRetryAttempts: z.int().min(0).max(8).nullish(),
  maxAsyncEventAgeInSeconds: z.int().min(1).max(604_800).nullish(),
  asyncTask: z.boolean().nullish(),
  /** The name in 2.0. */
  statefulInvocation: z.boolean().nullish(),
  destinationConfig: z.object({ onSuccess: destination, onFailure: destination }).nullish(),
});

/** @throws FcFault `InvalidArgument` for a body that is not a configuration, or for one that the local cloud does not have. */
export function readAsyncConfig(body: Uint8Array): AsyncSettings {
  const parsed = inputSchema.safeParse(jsonOf(body));
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
    throw new FcFault(
      'InvalidArgument',
      `${where.join('; ')}; the local cloud has retries, a maximum age and tasks, but no destinations`,
    );
  }
  const { maxAsyncRetryAttempts, maxAsyncEventAgeInSeconds, asyncTask, statefulInvocation } = parsed.data;
  return {
    maxAsyncRetryAttempts: maxAsyncRetryAttempts ?? DEFAULT_RETRY_POLICY.maxAsyncRetryAttempts,
    maxAsyncEventAgeInSeconds: maxAsyncEventAgeInSeconds ?? DEFAULT_RETRY_POLICY.maxAsyncEventAgeInSeconds,
    asyncTask: asyncTask ?? statefulInvocation ?? false,
  };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
