import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { isBucketName } from '../../bucket-name.ts';
import { type Credentials, credentialsFrom } from '../../oss-wire/credentials.ts';
import { readStatePrefix } from '../../state-key.ts';
import { type AccessSettings, readAccessSettings } from '../http/access/access-settings.ts';
import { readSplitSettings, type SplitSettings } from '../split/split-settings.ts';

/** A variable that is empty or blank counts as not set. */
const text = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value.trim() === '' ? undefined : value.trim()));

const schema = z.object({
  OSS_REGION: text,
  FC_REGION: text,
  OSS_ENDPOINT: text,
  OSS_BUCKET: text,
  AUTOALIAS_TOKEN: text,
  AUTOALIAS_STATE: text,
  AUTOALIAS_TOKENS: text,
  AUTOALIAS_OIDC: text,
  AUTOALIAS_SWEEP_TASKS: text,
  AUTOALIAS_SWEEP_OBJECTS: text,
  AUTOALIAS_FC_ENDPOINT: text,
  FC_ACCOUNT_ID: text,
  FC_FUNCTION_NAME: text,
  AUTOALIAS_RULES: text,
  AUTOALIAS_RULES_SOURCE: text,
  ALIBABA_CLOUD_ACCESS_KEY_ID: text,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: text,
  ALIBABA_CLOUD_SECURITY_TOKEN: text,
  OSS_ACCESS_KEY_ID: text,
  OSS_ACCESS_KEY_SECRET: text,
  OSS_SESSION_TOKEN: text,
  OTEL_EXPORTER_OTLP_ENDPOINT: text,
});

/** The settings of a function. */
export interface Environment {
  /** The region of the buckets without `oss-`, for example `cn-hangzhou`. */
  readonly region: string | undefined;
  /** The endpoint of OSS. If undefined, the internal endpoint of the region is used. */
  readonly endpoint: string | undefined;
  /** The buckets that the function serves, without duplicates. In `OSS_BUCKET` they are separated by commas. */
  readonly buckets: readonly string[];
  /** The token that allows every request to the HTTP API. */
  readonly token: string | undefined;
  /** Where sweeps keep what they have verified. Ends with a slash. Undefined if they keep nothing. */
  readonly statePrefix: string | undefined;
  /** How a sweep is divided into tasks. Undefined if each sweep is one invocation. */
  readonly split: SplitSettings | undefined;
  /** Who else may call the HTTP API. */
  readonly access: AccessSettings;
  /** A rules file that replaces the deployment's own rules. */
  readonly rulesFile: string | undefined;
  /** The file that a person edits, if `rulesFile` is a copy of it. Messages and responses name this file. */
  readonly rulesSource: string | undefined;
  /** The receiver of OpenTelemetry that gets the decisions. Undefined: none are exported. */
  readonly otlpEndpoint: string | undefined;
  /** Used if the platform passes no credentials to the function. */
  readonly credentials: Credentials | undefined;
}

/**
 * Reads the settings from environment variables.
 *
 * @throws AutoaliasError `config-invalid` for an incomplete pair of access keys, or an invalid bucket name or state prefix.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const env = schema.parse(variables);
  const statePrefix = readStatePrefix(env.AUTOALIAS_STATE);
  return {
    region: (env.OSS_REGION ?? env.FC_REGION)?.replace(/^oss-/, ''),
    endpoint: env.OSS_ENDPOINT,
    buckets: bucketsOf(env.OSS_BUCKET ?? ''),
    token: env.AUTOALIAS_TOKEN,
    statePrefix,
    split: readSplitSettings({
      tasks: env.AUTOALIAS_SWEEP_TASKS,
      objects: env.AUTOALIAS_SWEEP_OBJECTS,
      endpoint: env.AUTOALIAS_FC_ENDPOINT,
      account: env.FC_ACCOUNT_ID,
      functionName: env.FC_FUNCTION_NAME,
      statePrefix,
    }),
    access: readAccessSettings({
      token: env.AUTOALIAS_TOKEN,
      tokens: env.AUTOALIAS_TOKENS,
      oidc: env.AUTOALIAS_OIDC,
    }),
    rulesFile: env.AUTOALIAS_RULES,
    rulesSource: env.AUTOALIAS_RULES_SOURCE ?? env.AUTOALIAS_RULES,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    credentials:
      credentialsFrom('ALIBABA_CLOUD', {
        accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
        accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN,
      }) ??
      credentialsFrom('OSS', {
        accessKeyId: env.OSS_ACCESS_KEY_ID,
        accessKeySecret: env.OSS_ACCESS_KEY_SECRET,
        securityToken: env.OSS_SESSION_TOKEN,
      }),
  };
}

function bucketsOf(list: string): readonly string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const wrong = names.find((name) => !isBucketName(name));
  if (wrong === undefined) return [...new Set(names)];
  throw new AutoaliasError(
    'config-invalid',
    `OSS_BUCKET names ${JSON.stringify(wrong)}, which is not a valid bucket name; write one bucket, or several separated by commas`,
  );
}
