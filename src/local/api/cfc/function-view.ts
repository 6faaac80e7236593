import type { RetryPolicy } from '../../queue/retry-policy.ts';
import { CFC_ACCOUNT, functionBrn } from '../../runtime/cfc/cfc-account.ts';
import type { FunctionConfig } from '../../runtime/function-config.ts';
import { visibleEnvironment } from '../visible-environment.ts';

interface ViewParts {
  readonly policyOf: (functionName: string) => RetryPolicy | undefined;
  /** Unix milliseconds. */
  readonly startedAt: number;
}

/** A function in the answers of CFC (`Function` in services/cfc/api/model.go of bce-sdk-go), without fields that have no value here. */
export function functionView(config: FunctionConfig, { policyOf, startedAt }: ViewParts): object {
  const brn = functionBrn(config.name);
  const policy = policyOf(config.name);
  const started = new Date(startedAt).toISOString();
  return {
    Uid: CFC_ACCOUNT.accountId,
    Description: '',
    FunctionBrn: brn,
    FunctionArn: brn,
    FunctionName: config.name,
    Region: CFC_ACCOUNT.region,
    Handler: config.handler,
    Runtime: 'nodejs20',
    Version: '$LATEST',
    Timeout: config.timeout,
    MemorySize: config.memory,
    Environment: { Variables: visibleEnvironment(config.environment) },
    UpdatedAt: started,
    LastModified: started,
    ...(policy && {
      AsyncInvokeConfig: {
        MaxRetryAttempts: policy.maxAsyncRetryAttempts,
        MaxRetryIntervalInSeconds: policy.maxAsyncEventAgeInSeconds,
      },
    }),
  };
}
