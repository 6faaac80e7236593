import { AutoaliasError } from '../../autoalias-error.ts';
import type { BaiduSettings } from '../../deploy/baidu/baidu-settings.ts';
import type { Secrets } from '../../deploy/baidu/cfc-bodies.ts';
import { CFC_EXPORTS } from '../../deploy/baidu/cfc-functions.ts';
import { SECRET_VARIABLES } from '../../deploy/baidu/print-baidu.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../deploy/deployment.ts';
import type { BceTarget } from './bce-api.ts';
import { type DeployedFunction, getFunction, listRelations, type Relation, refuseForeignFunction } from './cfc-api.ts';
import { isMasked } from './is-masked.ts';

/** What there is of a deployment. */
export interface DeployedBaidu {
  readonly functions: ReadonlyMap<FunctionName, DeployedFunction>;
  /** The triggers of each function, those of other programs too. */
  readonly relations: ReadonlyMap<FunctionName, readonly Relation[]>;
}

/** @throws AutoaliasError `usage` if a function of another program has one of the names. */
export async function readDeployed(target: BceTarget, name: string): Promise<DeployedBaidu> {
  const functions = new Map<FunctionName, DeployedFunction>();
  const relations = new Map<FunctionName, readonly Relation[]>();
  for (const id of FUNCTION_NAMES) {
    const found = await getFunction(target, `${name}-${id}`);
    refuseForeignFunction(found, `index.${CFC_EXPORTS[id]}`);
    if (found === undefined) continue;
    functions.set(id, found);
    relations.set(id, await listRelations(target, found.FunctionBrn));
  }
  return { functions, relations };
}

/** The environment of a deployed function. */
export function variablesOf(
  { functions }: DeployedBaidu,
  id: FunctionName,
): Readonly<Record<string, string | undefined>> {
  return functions.get(id)?.Environment?.Variables ?? {};
}

/**
 * The settings of a deployment that flags describe, over those with which it was deployed: a deployment keeps its settings,
 * and a flag changes them.
 *
 * @throws AutoaliasError `usage` without a bucket, and for another bucket than that of the deployment.
 */
export function settingsOver(
  deployed: DeployedBaidu,
  wanted: BaiduSettings,
  isGiven: (flag: string) => boolean,
): BaiduSettings & { readonly bucket: string } {
  const variables = variablesOf(deployed, 'http');
  const events = variablesOf(deployed, 'object-events');
  const keep = <T>(flag: string, given: T, kept: T | undefined): T => (isGiven(flag) ? given : (kept ?? given));
  const dataOf = (id: FunctionName, field: string): string | undefined => {
    const found = (deployed.relations.get(id) ?? []).map(({ Data }) => Data?.[field]);
    return found.find((value): value is string => typeof value === 'string');
  };
  const auth = dataOf('http', 'AuthType');
  const settings = {
    ...wanted,
    http: {
      auth: keep('httpAuth', wanted.http.auth, auth === 'anonymous' || auth === 'iam' ? auth : undefined),
      tokens: keep('tokens', wanted.http.tokens, variables.AUTOALIAS_TOKENS),
      oidc: keep('oidc', wanted.http.oidc, variables.AUTOALIAS_OIDC),
    },
    otlpEndpoint: keep('otlpEndpoint', wanted.otlpEndpoint, events.OTEL_EXPORTER_OTLP_ENDPOINT),
    schedule: keep('schedule', wanted.schedule, dataOf('sweep', 'ScheduleExpression')),
    deadLetterTopic: keep(
      'deadLetterTopic',
      wanted.deadLetterTopic,
      deployed.functions.get('object-events')?.DeadLetterTopic || undefined,
    ),
    choices: wanted.choices ?? events.AUTOALIAS_BOS_CHOICES,
    hasCredentials: keep(
      'functionCredentials',
      wanted.hasCredentials,
      events.BOS_BUCKET === undefined ? undefined : events.BCE_ACCESS_KEY_ID !== undefined,
    ),
  };
  return { ...settings, bucket: bucketOf(wanted.bucket, events.BOS_BUCKET) };
}

function bucketOf(wanted: string | undefined, deployed: string | undefined): string {
  const bucket = wanted ?? deployed;
  if (bucket === undefined) {
    throw new AutoaliasError(
      'usage',
      'no bucket is named, and there is no deployment yet; add --bucket or set BOS_BUCKET',
    );
  }
  if (deployed === undefined || deployed === bucket) return bucket;
  throw new AutoaliasError(
    'usage',
    `--bucket is ${bucket}, and the deployment serves ${deployed}; deploy a second one with --name`,
  );
}

/** The secrets of a deployment, and whether the token is new. */
export interface KnownSecrets {
  readonly secrets: Secrets;
  readonly newToken: string | undefined;
}

/**
 * A secret that is named replaces that of the deployment. Only a flag replaces the token, so that a variable which is set for
 * other commands does not.
 *
 * @throws AutoaliasError `usage` if the functions would have no credentials, or an id and a secret from two sources.
 */
export function secretsOver(
  deployed: DeployedBaidu,
  { hasCredentials }: Pick<BaiduSettings, 'hasCredentials'>,
  env: Readonly<Record<string, string | undefined>>,
  given: { readonly token: string | undefined; readonly newToken: () => string },
): KnownSecrets {
  const named = (variable: string): string | undefined => env[variable]?.trim() || undefined;
  const keys = hasCredentials ? functionKeys(deployed, named) : NO_KEYS;
  const kept = given.token ?? readable(variablesOf(deployed, 'http').AUTOALIAS_TOKEN) ?? named(SECRET_VARIABLES.token);
  const newToken = kept === undefined ? given.newToken() : undefined;
  return {
    secrets: { token: kept ?? newToken ?? '', ...keys },
    newToken,
  };
}

type FunctionKeys = Pick<Secrets, 'accessKeyId' | 'secretAccessKey'>;

const NO_KEYS: FunctionKeys = { accessKeyId: '', secretAccessKey: '' };

/** The keys of the functions: both that are named, else both of the deployment. A new id does not fit an old secret. */
function functionKeys(deployed: DeployedBaidu, named: (variable: string) => string | undefined): FunctionKeys {
  const { accessKeyId: idVariable, secretAccessKey: secretVariable } = SECRET_VARIABLES;
  const [id, secret] = [named(idVariable), named(secretVariable)];
  if (id !== undefined && secret !== undefined) return { accessKeyId: id, secretAccessKey: secret };
  if (id !== undefined || secret !== undefined) {
    const [set, missing] = id === undefined ? [secretVariable, idVariable] : [idVariable, secretVariable];
    throw new AutoaliasError(
      'usage',
      `${set} is set, and ${missing} is not set: the functions need both halves of one key; set both, or neither to keep the key of the deployment`,
    );
  }
  const events = variablesOf(deployed, 'object-events');
  const [keptId, keptSecret] = [readable(events.BCE_ACCESS_KEY_ID), readable(events.BCE_SECRET_ACCESS_KEY)];
  if (keptId !== undefined && keptSecret !== undefined) return { accessKeyId: keptId, secretAccessKey: keptSecret };
  throw new AutoaliasError(
    'usage',
    `the functions need credentials: create a user of IAM with the policy of autoalias deploy --cloud baidu --print iam --only functions, and set ${idVariable} and ${secretVariable} to its keys; or try those that CFC passes with --function-credentials platform`,
  );
}

function readable(value: string | undefined): string | undefined {
  return isMasked(value) ? undefined : value;
}
