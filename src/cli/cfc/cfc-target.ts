import { CFC_ACCOUNT } from '../../local/runtime/cfc/cfc-account.ts';
import type { FcTarget } from '../invoke/function-call.ts';
import { isLoopback, runningCloud, storeCredentials } from '../options/store-options.ts';
import { encryptedOrigin } from '../options/vendor-target.ts';
import { baiduRegion } from './baidu-settings.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface CfcFlags {
  readonly region?: string;
  readonly cfcEndpoint?: string;
}

/**
 * Where to call functions of CFC: at `--cfc-endpoint`, else in the region, else in the local cloud.
 *
 * @throws AutoaliasError `usage` for a missing or invalid setting.
 */
export function cfcTarget({ region: flag, cfcEndpoint }: CfcFlags, env: Variables): FcTarget {
  const region = baiduRegion(flag, env);
  const named = cfcEndpoint === undefined ? undefined : encryptedOrigin(cfcEndpoint, '--cfc-endpoint');
  const url = named ?? (region === undefined ? localApi(env) : `https://cfc.${region}.baidubce.com`);
  const isLocal = isLoopback(url);
  return {
    url,
    isLocal,
    region: region ?? CFC_ACCOUNT.region,
    accountId: CFC_ACCOUNT.accountId,
    credentials: storeCredentials(env, isLocal, 'baidu'),
  };
}

function localApi(env: Variables): string {
  return runningCloud({ cloud: 'baidu' }, env)?.api ?? `http://127.0.0.1:${env.AUTOALIAS_PORT?.trim() || '9001'}`;
}
