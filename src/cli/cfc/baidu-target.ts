import { AutoaliasError } from '../../autoalias-error.ts';
import { storeCredentials } from '../options/store-options.ts';
import { encryptedOrigin, endpointOrigin } from '../options/vendor-target.ts';
import { baiduRegion } from './baidu-settings.ts';
import type { BceTarget } from './bce-api.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface BaiduTargetFlags {
  readonly region?: string;
  readonly endpoint?: string;
  readonly cfcEndpoint?: string;
}

/** A region of Baidu, with the APIs that a deployment uses. */
export interface BaiduTarget {
  readonly region: string;
  readonly cfc: BceTarget;
  /** The API of a bucket, and the path of the bucket there. */
  readonly bos: (bucket: string) => { readonly target: BceTarget; readonly path: string };
}

/** @throws AutoaliasError `usage` without a region or credentials. */
export function baiduTarget(flags: BaiduTargetFlags, env: Variables): BaiduTarget {
  const region = baiduRegion(flags.region, env);
  if (region === undefined) {
    throw new AutoaliasError(
      'usage',
      'no region of Baidu is named; add --region bj, or set BOS_REGION, or print a deployment with --print',
    );
  }
  const credentials = storeCredentials(env, false, 'baidu');
  const { cfcEndpoint } = flags;
  // Endpoints: bce-sdk-js types/cfc-client.d.ts, and the pages of BOS.
  const url =
    cfcEndpoint === undefined ? `https://cfc.${region}.baidubce.com` : encryptedOrigin(cfcEndpoint, '--cfc-endpoint');
  const endpoint = flags.endpoint ?? given(env.BOS_ENDPOINT);
  return {
    region,
    cfc: { service: 'CFC', url, credentials },
    bos: (bucket) =>
      endpoint === undefined
        ? { target: { service: 'BOS', url: `https://${bucket}.${region}.bcebos.com`, credentials }, path: '/' }
        : {
            target: { service: 'BOS', url: endpointOrigin(endpoint, '--endpoint'), credentials },
            path: `/v1/${bucket}/`,
          },
  };
}

/** An empty variable counts as not set. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
