import type { Cloud } from '../../cloud.ts';
import type { RunningCloud } from '../../local/cloud/running-cloud.ts';
import type { CredentialNames } from '../../oss-wire/credentials.ts';
import { type BosChoices, bosCapabilities, bosChoices, readBosChoices } from '../../stores/bos/bos-choices.ts';
import { createBosStore } from '../../stores/bos/client/bos-client.ts';
import { createOssStore, type OssStoreOptions } from '../../stores/oss/client/oss-client.ts';
import type { Store } from '../../stores/store.ts';
import { OSS_CAPABILITIES, type StoreCapabilities } from '../../stores/store-capabilities.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What a command needs to know about the stores of one cloud. */
export interface CloudSettings {
  /** The variables that a person sets. The first of several that is set applies. */
  readonly variables: { readonly endpoint: string; readonly region: readonly string[]; readonly bucket: string };
  /** Key pairs, the preferred one first. */
  readonly credentials: readonly [CredentialNames, ...CredentialNames[]];
  /** The store of this cloud in the local cloud. */
  readonly local: {
    readonly region: string;
    readonly portVariable: string;
    readonly port: string;
    readonly endpointOf: (cloud: RunningCloud) => string | undefined;
  };
  /** The region as it is signed: `cn-hangzhou`, `bj`. */
  readonly regionName: (text: string) => string;
  /** The region that the endpoint of the vendor names. */
  readonly regionOf: (endpoint: string | undefined) => string | undefined;
  /** Whether requests are signed for a region, so that an endpoint of its own does not suffice. */
  readonly signsRegion: boolean;
  /** What its stores can do, as far as the environment says. Throws AutoaliasError `config-invalid`. */
  readonly capabilities: (env: Variables) => StoreCapabilities;
  /** Throws AutoaliasError `config-invalid`. */
  readonly open: (options: OssStoreOptions, env: Variables) => Store;
}

export const CLOUD_SETTINGS: Readonly<Record<Cloud, CloudSettings>> = {
  alibaba: {
    variables: { endpoint: 'OSS_ENDPOINT', region: ['OSS_REGION'], bucket: 'OSS_BUCKET' },
    credentials: [{ id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: 'OSS_SESSION_TOKEN' }],
    local: {
      region: 'cn-hangzhou',
      portVariable: 'AUTOALIAS_STORE_PORT',
      port: '9000',
      endpointOf: ({ store }) => store,
    },
    regionName: (text) => text.replace(/^oss-/, ''),
    // oss-cn-hangzhou.aliyuncs.com, oss-cn-hangzhou-internal.aliyuncs.com
    regionOf: (endpoint = '') =>
      /^(?:https?:\/\/)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com\/?$/i.exec(endpoint)?.[1]?.toLowerCase(),
    signsRegion: true,
    capabilities: () => OSS_CAPABILITIES,
    open: createOssStore,
  },
  baidu: {
    variables: { endpoint: 'BOS_ENDPOINT', region: ['BOS_REGION', 'BAIDUCLOUD_REGION'], bucket: 'BOS_BUCKET' },
    credentials: [
      { id: 'BCE_ACCESS_KEY_ID', secret: 'BCE_SECRET_ACCESS_KEY', token: 'BCE_SESSION_TOKEN' },
      // Those of the vendor's Terraform provider, which has no variable for a token.
      { id: 'BAIDUCLOUD_ACCESS_KEY', secret: 'BAIDUCLOUD_SECRET_KEY' },
    ],
    local: { region: 'bj', portVariable: 'AUTOALIAS_BOS_PORT', port: '9002', endpointOf: ({ bos }) => bos },
    regionName: (text) => text,
    // bj.bcebos.com
    regionOf: (endpoint = '') => /^(?:https?:\/\/)?([a-z0-9]+)\.bcebos\.com\/?$/i.exec(endpoint)?.[1]?.toLowerCase(),
    signsRegion: false,
    capabilities: (env) => bosCapabilities(bosChoices(choicesIn(env))),
    open: ({ authorize: _, product: __, internal: ___, ...options }, env) =>
      createBosStore({ ...options, choices: choicesIn(env) }),
  },
};

function choicesIn(env: Variables): Partial<BosChoices> {
  return readBosChoices(env.AUTOALIAS_BOS_CHOICES ?? '');
}
