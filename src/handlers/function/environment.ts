import { AutoaliasError } from '../../autoalias-error.ts';
import { isBucketName } from '../../bucket-name.ts';
import { type Credentials, credentialsNamed } from '../../oss-wire/credentials.ts';
import { readStatePrefix } from '../../state-key.ts';
import type { AccessVariables } from '../http/access/access-settings.ts';
import { readSplitSettings, type SplitSettings } from '../split/split-settings.ts';
import { FUNCTION_COMPUTE } from './platforms/function-compute.ts';
import type { Platform } from './platforms/platform.ts';

/** The settings of a function. */
export interface Environment {
  /** The region of the buckets, for example `cn-hangzhou` (without `oss-`) or `bj`. */
  readonly region: string | undefined;
  /** The endpoint of the store. If undefined, the endpoint of the region is used, on Function Compute the internal one. */
  readonly endpoint: string | undefined;
  /** The buckets that the function serves, without duplicates. In the variable they are separated by commas. */
  readonly buckets: readonly string[];
  /** The token that allows every request to the HTTP API. */
  readonly token: string | undefined;
  /** Where sweeps keep what they have verified. Ends with a slash. Undefined if they keep nothing. */
  readonly statePrefix: string | undefined;
  /** How a sweep is divided into tasks. Undefined if each sweep is one invocation. */
  readonly split: SplitSettings | undefined;
  /** Who else may call the HTTP API, unread: only the function of the API reads it. */
  readonly access: Pick<AccessVariables, 'tokens' | 'oidc'>;
  /** A rules file that replaces the deployment's own rules. */
  readonly rulesFile: string | undefined;
  /** The file that a person edits, if `rulesFile` is a copy of it. Messages and responses name this file. */
  readonly rulesSource: string | undefined;
  /** The receiver of OpenTelemetry that gets the decisions. Undefined: none are exported. */
  readonly otlpEndpoint: string | undefined;
  /** Credentials in variables. {@link Platform} says when they are used. */
  readonly credentials: Credentials | undefined;
}

/**
 * Reads the settings from environment variables. A variable that is empty or blank counts as not set.
 *
 * @throws AutoaliasError `config-invalid` for an incomplete pair of access keys, an invalid bucket name or state prefix, or
 * tasks on a platform without tasks.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  platform: Platform = FUNCTION_COMPUTE,
): Environment {
  const get = (name: string): string | undefined => variables[name]?.trim() || undefined;
  const names = platform.variables;
  const statePrefix = readStatePrefix(get('AUTOALIAS_STATE'));
  const rulesFile = get('AUTOALIAS_RULES');
  return {
    region: platform.regionOf(get),
    endpoint: get(names.endpoint),
    buckets: bucketsOf(names.bucket, get(names.bucket) ?? ''),
    token: get('AUTOALIAS_TOKEN'),
    statePrefix,
    split: splitOf(platform, get, statePrefix),
    access: { tokens: get('AUTOALIAS_TOKENS'), oidc: get('AUTOALIAS_OIDC') },
    rulesFile,
    rulesSource: get('AUTOALIAS_RULES_SOURCE') ?? rulesFile,
    otlpEndpoint: get('OTEL_EXPORTER_OTLP_ENDPOINT'),
    credentials: credentialsOf(platform, get),
  };
}

/** The first pair of variables that is set. */
function credentialsOf({ variables }: Platform, get: (name: string) => string | undefined): Credentials | undefined {
  for (const names of variables.credentials) {
    const pair = credentialsNamed(names, get);
    if (pair !== undefined) return pair;
  }
  return undefined;
}

function splitOf(
  { hasTasks }: Platform,
  get: (name: string) => string | undefined,
  statePrefix: string | undefined,
): SplitSettings | undefined {
  const split = readSplitSettings({
    tasks: get('AUTOALIAS_SWEEP_TASKS'),
    objects: get('AUTOALIAS_SWEEP_OBJECTS'),
    endpoint: get('AUTOALIAS_FC_ENDPOINT'),
    account: get('FC_ACCOUNT_ID'),
    functionName: get('FC_FUNCTION_NAME'),
    statePrefix,
  });
  if (split === undefined || hasTasks) return split;
  throw new AutoaliasError(
    'config-invalid',
    'AUTOALIAS_SWEEP_TASKS is set, but only Function Compute has tasks that share a sweep; remove the variable',
  );
}

function bucketsOf(variable: string, list: string): readonly string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const wrong = names.find((name) => !isBucketName(name));
  if (wrong === undefined) return [...new Set(names)];
  throw new AutoaliasError(
    'config-invalid',
    `${variable} names ${JSON.stringify(wrong)}, which is not a valid bucket name; write one bucket, or several separated by commas`,
  );
}
