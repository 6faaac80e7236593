import { AutoaliasError } from '../../autoalias-error.ts';
import { ACCOUNT_ID } from '../../local/cloud/cloud-functions.ts';
import { localRegion, runningCloud, type StoreFlags, storeCredentials } from '../options/store-options.ts';
import type { FcTarget } from './function-call.ts';

export interface FcFlags extends StoreFlags {
  readonly account?: string;
  readonly fcEndpoint?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Where to call functions: at `--fc-endpoint`, else in the local cloud that the flags of the store name, else in the account
 * and the region.
 *
 * @throws AutoaliasError `usage` for a missing setting.
 */
export function fcTarget(flags: FcFlags, env: Variables): FcTarget {
  const region = (flags.region ?? given(env.OSS_REGION))?.replace(/^oss-/, '');
  const accountId = flags.account ?? given(env.ALIBABA_CLOUD_ACCOUNT_ID);
  const local = flags.fcEndpoint ?? localApi(flags, env, region);
  if (local === undefined) return inAccount(region, accountId, env);
  const url = urlOf(local);
  const isLocal = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (!isLocal && region === undefined) throw usage('no region is named; add --region or set OSS_REGION');
  return {
    url: url.origin,
    isLocal,
    region: region ?? localRegion,
    accountId: accountId ?? ACCOUNT_ID,
    credentials: storeCredentials(env, isLocal),
  };
}

/** The API of the local cloud. Undefined if the flags name a region, and no local cloud there. */
function localApi(flags: StoreFlags, env: Variables, region: string | undefined): string | undefined {
  const running = runningCloud(flags, env)?.api;
  if (running !== undefined || region !== undefined) return running;
  return `http://127.0.0.1:${given(env.AUTOALIAS_PORT) ?? '9001'}`;
}

/** Endpoint: devsapp/fc3, `client.ts`. */
function inAccount(region: string | undefined, accountId: string | undefined, env: Variables): FcTarget {
  if (region === undefined || !/^[a-z]{2,}(?:-[a-z0-9]+)+$/.test(region)) {
    throw usage(`${JSON.stringify(region)} is not a region; write one like cn-hangzhou`);
  }
  if (accountId === undefined) {
    throw usage('no account is named; add --account or set ALIBABA_CLOUD_ACCOUNT_ID');
  }
  if (!/^\d+$/.test(accountId))
    throw usage(`${JSON.stringify(accountId)} is not the id of an account, which is a number`);
  const credentials = storeCredentials(env, false);
  return { url: `https://${accountId}.${region}.fc.aliyuncs.com`, isLocal: false, region, accountId, credentials };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw usage(`${JSON.stringify(text)} is not the URL of an endpoint; write one like http://127.0.0.1:9001`);
}

/** An empty variable counts as not set. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}
