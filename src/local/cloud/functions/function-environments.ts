import { defined } from '../../../defined.ts';
import { CFC_ACCOUNT } from '../../runtime/cfc/cfc-account.ts';
import type { CloudOptions, CloudRules } from '../cloud-options.ts';

/** The variables that all functions of Function Compute have. `store` is the endpoint of OSS. */
export function functionComputeEnvironment(
  options: CloudOptions,
  store: string,
  rules: CloudRules,
): Readonly<Record<string, string>> {
  return {
    OSS_ENDPOINT: store,
    OSS_REGION: options.region,
    OSS_BUCKET: bucketsOf(options),
    ...commonVariables(options, rules),
  };
}

/**
 * The variables that all functions of CFC have. `bos` is the endpoint of BOS. Unlike those of Function Compute, they need
 * credentials, because no page says that CFC passes any.
 */
export function cfcEnvironmentOf(
  options: CloudOptions,
  bos: string,
  rules: CloudRules,
): Readonly<Record<string, string>> {
  const { accessKeyId, accessKeySecret, securityToken } = options.credentials;
  return {
    BOS_ENDPOINT: bos,
    BOS_REGION: CFC_ACCOUNT.region,
    BOS_BUCKET: bucketsOf(options),
    BCE_ACCESS_KEY_ID: accessKeyId,
    BCE_SECRET_ACCESS_KEY: accessKeySecret,
    ...defined({ BCE_SESSION_TOKEN: securityToken, AUTOALIAS_BOS_CHOICES: options.bosChoices }),
    ...commonVariables(options, rules),
  };
}

function bucketsOf({ bucket, otherBuckets = [] }: CloudOptions): string {
  return [bucket, ...otherBuckets].join(',');
}

function commonVariables(
  { otlp }: CloudOptions,
  { rulesFile, rulesSource }: CloudRules,
): Readonly<Record<string, string>> {
  return defined({
    AUTOALIAS_RULES: rulesFile,
    AUTOALIAS_RULES_SOURCE: rulesSource,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp?.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: otlp?.headers,
  });
}
