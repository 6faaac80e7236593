import type { Command } from 'commander';
import { AutoaliasError } from '../autoalias-error.ts';
import type { Credentials } from '../stores/oss/credentials.ts';
import { createOssStore } from '../stores/oss/oss-client.ts';
import type { Store } from '../stores/store.ts';

/** The flags by which every command names a bucket. */
export interface StoreFlags {
  readonly endpoint?: string;
  readonly region?: string;
  readonly bucket?: string;
}

/** What the local cloud has unless told otherwise. */
export const LOCAL = {
  region: 'cn-hangzhou',
  bucket: 'demo',
  accessKeyId: 'autoalias',
  accessKeySecret: 'autoalias-secret',
} as const;

export const addStoreOptions = (command: Command): Command =>
  command
    .option('--endpoint <url>', 'where the store is [OSS_ENDPOINT; default: the region, or else the local cloud]')
    .option('--region <region>', 'region of the bucket, like cn-hangzhou [OSS_REGION]')
    .option('--bucket <bucket>', 'the bucket [OSS_BUCKET; default in the local cloud: demo]');

type Variables = Readonly<Record<string, string | undefined>>;

/** Opens the bucket that flags and environment name; with neither endpoint nor region, the local cloud's. */
export const openStore = (flags: StoreFlags, env: Variables): Store => {
  const endpoint = flags.endpoint ?? set(env.OSS_ENDPOINT);
  const region = (flags.region ?? set(env.OSS_REGION))?.replace(/^oss-/, '');
  const local = endpoint === undefined && region === undefined;
  const bucket = flags.bucket ?? set(env.OSS_BUCKET) ?? (local ? LOCAL.bucket : undefined);
  if (bucket === undefined) {
    throw new AutoaliasError(
      'usage',
      'no bucket is named: a command works on one bucket; add --bucket or set OSS_BUCKET',
    );
  }
  const credentials = readCredentials(env, local || isLoopback(endpoint));
  return createOssStore({
    bucket,
    region: region ?? LOCAL.region,
    credentials: () => credentials,
    ...(local
      ? { endpoint: `http://127.0.0.1:${set(env.AUTOALIAS_STORE_PORT) ?? '9000'}` }
      : endpoint === undefined
        ? {}
        : { endpoint }),
  });
};

/** By the names that the vendor's own tools use. */
const readCredentials = (env: Variables, local: boolean): Credentials => {
  const accessKeyId = set(env.OSS_ACCESS_KEY_ID) ?? (local ? LOCAL.accessKeyId : undefined);
  const accessKeySecret = set(env.OSS_ACCESS_KEY_SECRET) ?? (local ? LOCAL.accessKeySecret : undefined);
  if (accessKeyId === undefined || accessKeySecret === undefined) {
    throw new AutoaliasError(
      'usage',
      'there are no credentials: requests must be signed; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary ones)',
    );
  }
  const securityToken = set(env.OSS_SESSION_TOKEN);
  return { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) };
};

const isLoopback = (endpoint: string | undefined): boolean =>
  endpoint !== undefined && /^(?:https?:\/\/)?(?:127\.|localhost\b|\[::1\])/.test(endpoint);

const set = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);
