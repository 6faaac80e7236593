import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import type { HttpResponse } from '../../stores/http/http-message.ts';
import type { OssStoreOptions } from '../../stores/oss/client/oss-client.ts';
import { authorizeV1 } from '../../stores/oss/request/authorize-v1.ts';
import type { Store } from '../../stores/store.ts';
import { openStore } from '../options/store-options.ts';
import type { ResolvedSettings } from './resolve-settings.ts';

export interface LinkStoreOptions {
  readonly requestPayer?: string;
  readonly userAgent?: string;
  /** Maximum attempts for a request, unless the settings have `retry-times`. */
  readonly attempts: number;
  readonly answered: (response: HttpResponse) => void;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Opens the bucket that ossutil's settings name; in the local cloud if they have neither endpoint nor region. */
export function openLinkStore(settings: ResolvedSettings, env: Variables, options: LinkStoreOptions): Store {
  const { endpoint, region, bucket, accesskeyid, accesskeysecret, ststoken, mode } = settings;
  if (
    accesskeyid !== undefined &&
    endpoint === undefined &&
    region === undefined &&
    env.OSS_ACCESS_KEY_ID !== accesskeyid
  ) {
    throw new AutoaliasError(
      'usage',
      'the access key has no region, which signatures need; add --region or --endpoint',
    );
  }
  const credentials = {
    OSS_ACCESS_KEY_ID: accesskeyid,
    OSS_ACCESS_KEY_SECRET: accesskeysecret,
    OSS_SESSION_TOKEN: mode === 'ak' ? undefined : ststoken,
  };
  return openStore(
    {
      ...defined({ endpoint, region, bucket }),
    },
    { AUTOALIAS_STORE_PORT: env.AUTOALIAS_STORE_PORT, AUTOALIAS_DATA: env.AUTOALIAS_DATA, ...credentials },
    clientOptions(settings, options),
  );
}

const ADDRESSING = { virtual: 'virtual-host', path: 'path', cname: 'cname' } as const;

function clientOptions(settings: ResolvedSettings, options: LinkStoreOptions): Partial<OssStoreOptions> {
  return {
    timeoutMs: settings.readtimeout * 1000,
    connectTimeoutMs: settings.connecttimeout * 1000,
    attempts: settings.retrytimes === undefined ? options.attempts : settings.retrytimes + 1,
    answered: options.answered,
    headers: {
      'user-agent': ['autoalias', options.userAgent ?? ''].join(' ').trim(),
      ...defined({ 'x-oss-request-payer': options.requestPayer }),
    },
    ...(settings.addressingstyle === undefined ? {} : { addressing: ADDRESSING[settings.addressingstyle] }),
    ...(settings.signversion === 'v1' ? { authorize: authorizeV1 } : {}),
    ...(settings.mode === 'anonymous' ? { credentials: () => ANONYMOUS, authorize: ({ headers }) => headers } : {}),
  };
}

const ANONYMOUS = { accessKeyId: '', accessKeySecret: '' };
