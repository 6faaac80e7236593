import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import { findCloud, type RunningCloud } from '../../local/cloud/running-cloud.ts';
import { type Credentials, credentialsFrom } from '../../oss-wire/credentials.ts';
import { createOssStore, type OssStoreOptions } from '../../stores/oss/client/oss-client.ts';
import type { Store } from '../../stores/store.ts';
import { StoreError } from '../../stores/store-error.ts';

/** The flags that name a bucket. */
export interface StoreFlags {
  readonly endpoint?: string;
  readonly region?: string;
  readonly bucket?: string;
}

/** The defaults of the local cloud. */
const LOCAL = {
  region: 'cn-hangzhou',
  bucket: 'demo',
  accessKeyId: 'autoalias',
  accessKeySecret: 'autoalias-secret',
  port: '9000',
} as const;

/** The region of the local cloud. */
export const localRegion = LOCAL.region;

export function addStoreOptions(command: Command): Command {
  return command
    .option(
      '--endpoint <url>',
      'URL of the store [OSS_ENDPOINT; default: the endpoint of the region, else the local cloud]',
    )
    .option('--region <region>', 'region of the bucket, like cn-hangzhou [OSS_REGION]')
    .option('--bucket <bucket>', 'name of the bucket [OSS_BUCKET; default in the local cloud: its first bucket, demo]');
}

/**
 * The local cloud whose store the flags name, if it runs on the data directory of `env` (AUTOALIAS_DATA, by default
 * .autoalias in the working directory).
 */
export function runningCloud(flags: StoreFlags, env: Variables): RunningCloud | undefined {
  const cloud = findCloud(dataDirOf(env));
  if (cloud === undefined) return undefined;
  const endpoint = flags.endpoint ?? given(env.OSS_ENDPOINT);
  const isDefault = endpoint === undefined && (flags.region ?? given(env.OSS_REGION)) === undefined;
  const store = isDefault ? localEndpoint(env) : endpoint;
  return isLoopback(store) && portOf(store) === portOf(cloud.store) ? cloud : undefined;
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
  const endpoint = flags.endpoint ?? given(env.OSS_ENDPOINT);
  const named = (flags.region ?? given(env.OSS_REGION))?.replace(/^oss-/, '');
  const isDefault = endpoint === undefined && named === undefined;
  const isLocal = isDefault || isLoopback(endpoint);
  const bucket = bucketOf(flags, env);
  const region = named ?? regionOf(endpoint) ?? (isLocal ? LOCAL.region : undefined);
  if (bucket === undefined) {
    throw usage('no bucket is named; add --bucket or set OSS_BUCKET');
  }
  if (region === undefined) {
    throw usage(`no region is named: requests to ${endpoint} are signed for one; add --region or set OSS_REGION`);
  }
  const credentials = more.credentials ?? always(storeCredentials(env, isLocal));
  const options = { ...more, bucket, region, credentials };
  if (isDefault) return adviseUnreachable(open({ ...options, endpoint: localEndpoint(env) }), START_IT);
  return adviseUnreachable(open({ ...options, ...defined({ endpoint }) }), isLocal ? START_IT_THERE : CHECK_IT);
}

/** The bucket that flags and environment name; in the local cloud its first one by default. Elsewhere there is no default. */
export function bucketOf(flags: StoreFlags, env: Variables): string | undefined {
  const endpoint = flags.endpoint ?? given(env.OSS_ENDPOINT);
  const isDefault = endpoint === undefined && (flags.region ?? given(env.OSS_REGION)) === undefined;
  const local = isDefault || isLoopback(endpoint) ? (runningCloud(flags, env)?.bucket ?? LOCAL.bucket) : undefined;
  return flags.bucket ?? given(env.OSS_BUCKET) ?? local;
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

function open(options: OssStoreOptions): Store {
  return asUsage(() => createOssStore(options));
}

/** The address of the store: by AUTOALIAS_STORE_PORT, else of the cloud that runs on the data directory, else the default. */
function localEndpoint(env: Variables): string {
  const named = given(env.AUTOALIAS_STORE_PORT);
  const running = named === undefined || named === '0' ? findCloud(dataDirOf(env)) : undefined;
  if (running !== undefined) return running.store;
  const port = named ?? LOCAL.port;
  if (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535) return `http://127.0.0.1:${port}`;
  throw usage(
    port === '0'
      ? `AUTOALIAS_STORE_PORT is 0, and no local cloud runs on the data directory ${dataDirOf(env)}: its port is unknown; start it (autoalias dev), name its directory with AUTOALIAS_DATA, or give its address with --endpoint`
      : `AUTOALIAS_STORE_PORT is ${JSON.stringify(port)}, which is not a port; write 1 to 65535`,
  );
}

/**
 * The credentials in the environment. In the local cloud they default to its own.
 *
 * @throws AutoaliasError `usage` if there are none, or only half of them.
 */
export function storeCredentials(env: Variables, isLocal: boolean): Credentials {
  return isLocal ? localCredentials(env) : vendorCredentials(env);
}

/** Each half of the key pair defaults to that of the local cloud. */
function localCredentials(env: Variables): Credentials {
  const { accessKeyId, accessKeySecret } = LOCAL;
  const { securityToken, ...pair } = credentialParts(env);
  return {
    accessKeyId: pair.accessKeyId ?? accessKeyId,
    accessKeySecret: pair.accessKeySecret ?? accessKeySecret,
    ...defined({ securityToken }),
  };
}

/** From the variables that the vendor's own tools use. */
function vendorCredentials(env: Variables): Credentials {
  const credentials = givenCredentials(env);
  if (credentials !== undefined) return credentials;
  throw usage(
    'there are no credentials: requests must be signed; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary ones)',
  );
}

/** The credentials in the environment, if there are any. Throws AutoaliasError `usage` if there are only half of them. */
export function givenCredentials(env: Variables): Credentials | undefined {
  return asUsage(() => credentialsFrom('OSS', credentialParts(env)));
}

function credentialParts(env: Variables) {
  return {
    accessKeyId: given(env.OSS_ACCESS_KEY_ID),
    accessKeySecret: given(env.OSS_ACCESS_KEY_SECRET),
    securityToken: given(env.OSS_SESSION_TOKEN),
  };
}

/** Whether an endpoint is on this machine, like that of the local cloud. */
export function isLoopback(endpoint: string | undefined): boolean {
  return (
    endpoint !== undefined && /^(?:https?:\/\/)?(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?=[:/]|$)/i.test(endpoint)
  );
}

/** The region in an OSS endpoint: oss-cn-hangzhou.aliyuncs.com, oss-cn-hangzhou-internal.aliyuncs.com. */
function regionOf(endpoint: string | undefined): string | undefined {
  return /^(?:https?:\/\/)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com\/?$/i
    .exec(endpoint ?? '')?.[1]
    ?.toLowerCase();
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
