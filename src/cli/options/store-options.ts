import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Cloud } from '../../cloud.ts';
import { defined } from '../../defined.ts';
import { findCloud, type RunningCloud } from '../../local/cloud/running-cloud.ts';
import { type CredentialNames, type Credentials, credentialsNamed } from '../../oss-wire/credentials.ts';
import type { OssStoreOptions } from '../../stores/oss/client/oss-client.ts';
import type { Store } from '../../stores/store.ts';
import { StoreError } from '../../stores/store-error.ts';
import { CLOUD_SETTINGS, type CloudSettings } from '../cloud/cloud-settings.ts';
import { addCloudOption, bucketName, type CloudFlags, cloudOf } from './cloud-option.ts';

/** The flags that name a bucket. */
export interface StoreFlags extends CloudFlags {
  readonly endpoint?: string;
  readonly region?: string;
}

/** The defaults of the local cloud, for the stores of every cloud. */
const LOCAL = {
  bucket: 'demo',
  accessKeyId: 'autoalias',
  accessKeySecret: 'autoalias-secret',
} as const;

/** The region of the local cloud. */
export const localRegion = CLOUD_SETTINGS.alibaba.local.region;

export function addStoreOptions(command: Command): Command {
  return addCloudOption(
    command
      .option(
        '--endpoint <url>',
        'URL of the store [OSS_ENDPOINT or BOS_ENDPOINT; default: the endpoint of the region, else the local cloud]',
      )
      .option('--region <region>', 'region of the bucket, like cn-hangzhou or bj [OSS_REGION or BOS_REGION]')
      .option(
        '--bucket <bucket>',
        'name of the bucket, or bos://name [OSS_BUCKET or BOS_BUCKET; default in the local cloud: its first bucket, demo]',
      ),
  );
}

/**
 * The local cloud whose store the flags name, if it runs on the data directory of `env` (AUTOALIAS_DATA, by default
 * .autoalias in the working directory).
 */
export function runningCloud(flags: StoreFlags, env: Variables): RunningCloud | undefined {
  const running = findCloud(dataDirOf(env));
  if (running === undefined) return undefined;
  const settings = settingsOf(flags, env);
  const { endpoint, region } = placeOf(flags, env, settings);
  const store = endpoint === undefined && region === undefined ? localEndpoint(settings, env) : endpoint;
  const own = settings.local.endpointOf(running);
  return own !== undefined && isLoopback(store) && portOf(store) === portOf(own) ? running : undefined;
}

function settingsOf(flags: StoreFlags, env: Variables): CloudSettings {
  return CLOUD_SETTINGS[cloudOf(flags, env)];
}

/** The endpoint and the region that flags and environment name. */
function placeOf(flags: StoreFlags, env: Variables, { variables, regionName }: CloudSettings) {
  const endpoint = flags.endpoint ?? given(env[variables.endpoint]);
  const named = flags.region ?? variables.region.map((name) => given(env[name])).find((text) => text !== undefined);
  return { endpoint, region: named === undefined ? undefined : regionName(named) };
}

/** The data directory of the local cloud. */
export function dataDirOf(env: Variables): string {
  return resolve(given(env.AUTOALIAS_DATA) ?? '.autoalias');
}

function portOf(endpoint: string | undefined): string | undefined {
  return /:(\d+)\/?$/.exec(endpoint ?? '')?.[1];
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Opens the bucket that flags and environment name; in the local cloud if they have neither endpoint nor region. `more` is
 * passed to the client.
 *
 * @throws AutoaliasError `usage` for a missing or invalid setting.
 */
export function openStore(flags: StoreFlags, env: Variables, more: Partial<OssStoreOptions> = {}): Store {
  const cloud = cloudOf(flags, env);
  const settings = CLOUD_SETTINGS[cloud];
  const { endpoint, region: named } = placeOf(flags, env, settings);
  const isDefault = endpoint === undefined && named === undefined;
  const isLocal = isDefault || isLoopback(endpoint);
  const bucket = bucketOf(flags, env);
  const { variables, local, signsRegion } = settings;
  const region = named ?? settings.regionOf(endpoint) ?? (isLocal || !signsRegion ? local.region : undefined);
  if (bucket === undefined) {
    throw usage(`no bucket is named; add --bucket or set ${variables.bucket}`);
  }
  if (region === undefined) {
    throw usage(
      `no region is named: requests to ${endpoint} are signed for one; add --region or set ${variables.region[0]}`,
    );
  }
  const credentials = more.credentials ?? always(storeCredentials(env, isLocal, cloud));
  const options = { ...more, bucket, region, credentials };
  const open = (at: OssStoreOptions): Store => asUsage(() => settings.open(at, env));
  if (isDefault) return adviseUnreachable(open({ ...options, endpoint: localEndpoint(settings, env) }), START_IT);
  return adviseUnreachable(open({ ...options, ...defined({ endpoint }) }), isLocal ? START_IT_THERE : CHECK_IT);
}

/** The bucket that flags and environment name; in the local cloud its first one by default. Elsewhere there is no default. */
export function bucketOf(flags: StoreFlags, env: Variables): string | undefined {
  const settings = settingsOf(flags, env);
  const { endpoint, region } = placeOf(flags, env, settings);
  const isLocal = (endpoint === undefined && region === undefined) || isLoopback(endpoint);
  const local = isLocal ? (runningCloud(flags, env)?.bucket ?? LOCAL.bucket) : undefined;
  const named = flags.bucket === undefined ? undefined : bucketName(flags.bucket);
  return named ?? given(env[settings.variables.bucket]) ?? local;
}

function always(credentials: Credentials) {
  return () => credentials;
}

const START_IT = 'start the local cloud (autoalias dev), or name a store with --region or --endpoint';
const START_IT_THERE = 'start the store there (autoalias dev runs the local cloud), or name another --endpoint';
const CHECK_IT = 'check --endpoint and --region, and that this machine can reach it';

/** All settings come from flags and variables, so an invalid one is wrong use. */
function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AutoaliasError && error.code === 'config-invalid') throw usage(error.message, error);
    throw error;
  }
}

/** The address of the store: by its port, else of the cloud that runs on the data directory, else the default. */
function localEndpoint({ local }: CloudSettings, env: Variables): string {
  const named = given(env[local.portVariable]);
  const running = named === undefined || named === '0' ? findCloud(dataDirOf(env)) : undefined;
  const endpoint = running === undefined ? undefined : local.endpointOf(running);
  if (endpoint !== undefined) return endpoint;
  const port = named ?? local.port;
  if (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535) return `http://127.0.0.1:${port}`;
  throw usage(
    port === '0'
      ? `${local.portVariable} is 0, and no local cloud runs on the data directory ${dataDirOf(env)}: its port is unknown; start it (autoalias dev), name its directory with AUTOALIAS_DATA, or give its address with --endpoint`
      : `${local.portVariable} is ${JSON.stringify(port)}, which is not a port; write 1 to 65535`,
  );
}

/**
 * The credentials in the environment. In the local cloud they default to its own.
 *
 * @throws AutoaliasError `usage` if there are none, or only half of them.
 */
export function storeCredentials(env: Variables, isLocal: boolean, cloud: Cloud = 'alibaba'): Credentials {
  return isLocal ? localCredentials(env, cloud) : vendorCredentials(env, cloud);
}

/** Each half of the key pair defaults to that of the local cloud. */
function localCredentials(env: Variables, cloud: Cloud): Credentials {
  const { id, secret, token } = namesIn(env, cloud);
  return {
    accessKeyId: given(env[id]) ?? LOCAL.accessKeyId,
    accessKeySecret: given(env[secret]) ?? LOCAL.accessKeySecret,
    ...defined({ securityToken: token === undefined ? undefined : given(env[token]) }),
  };
}

/** From the variables that the vendor's own tools use. */
function vendorCredentials(env: Variables, cloud: Cloud): Credentials {
  const credentials = givenCredentials(env, cloud);
  if (credentials !== undefined) return credentials;
  const [{ id, secret, token }] = CLOUD_SETTINGS[cloud].credentials;
  throw usage(
    `there are no credentials: requests must be signed; set ${id} and ${secret} (and ${token} for temporary ones)`,
  );
}

/** The credentials in the environment, if there are any. Throws AutoaliasError `usage` if there are only half of them. */
export function givenCredentials(env: Variables, cloud: Cloud = 'alibaba'): Credentials | undefined {
  return asUsage(() => credentialsNamed(namesIn(env, cloud), (name) => given(env[name])));
}

/** The first key pair that the environment has at least a half of, else the preferred one. */
function namesIn(env: Variables, cloud: Cloud): CredentialNames {
  const all = CLOUD_SETTINGS[cloud].credentials;
  return all.find(({ id, secret }) => given(env[id]) !== undefined || given(env[secret]) !== undefined) ?? all[0];
}

/** Whether an endpoint is on this machine, like that of the local cloud. */
export function isLoopback(endpoint: string | undefined): boolean {
  return (
    endpoint !== undefined && /^(?:https?:\/\/)?(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?=[:/]|$)/i.test(endpoint)
  );
}

/** An empty variable counts as not set. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function usage(message: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError('usage', message, { cause });
}

/** Returns a store that adds advice to the errors about missing answers. */
export function adviseUnreachable(store: Store, advice: string): Store {
  return {
    bucket: store.bucket,
    capabilities: store.capabilities,
    close: () => store.close(),
    send: async (request) => {
      try {
        return await store.send(request);
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'store-unreachable') throw error;
        throw new StoreError(`${error.message}; ${advice}`, error.details, { cause: error });
      }
    },
  };
}
