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
  readonly ignoreEnvVar?: true;
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
    { cloud: 'alibaba', ...defined({ endpoint, region, bucket }) },
    { AUTOALIAS_STORE_PORT: env.AUTOALIAS_STORE_PORT, AUTOALIAS_DATA: env.AUTOALIAS_DATA, ...credentials },
    clientOptions(settings, options),
  );
}

/** Options that only OSS has. */
const OSS_ONLY = ['configFile', 'profile', 'mode', 'signVersion', 'requestPayer'] as const;

/**
 * Opens the bucket of BOS that flags and environment name; in the local cloud if they have neither endpoint nor region. BOS
 * has no configuration file of ossutil.
 *
 * @throws AutoaliasError `usage` for an option that only OSS has.
 */
export function openBosLinkStore(settings: ResolvedSettings, env: Variables, options: LinkStoreOptions): Store {
  const foreign = OSS_ONLY.find((name) => Object.hasOwn(options, name));
  if (foreign !== undefined) {
    const flag = `--${foreign.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new AutoaliasError('usage', `${flag} is an option of OSS, which BOS does not have; leave it out`);
  }
  const { endpoint, region, bucket, accesskeyid, accesskeysecret, ststoken } = settings;
  const named = accesskeyid !== undefined || accesskeysecret !== undefined;
  const credentials = {
    BCE_ACCESS_KEY_ID: accesskeyid,
    BCE_SECRET_ACCESS_KEY: accesskeysecret,
    BCE_SESSION_TOKEN: ststoken,
  };
  const own = options.ignoreEnvVar === true ? {} : env;
  return openStore(
    { cloud: 'baidu', ...defined({ endpoint, region, bucket }) },
    named ? { ...own, ...credentials } : own,
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
