import { AutoaliasError } from '../../autoalias-error.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { isLoopback, type StoreFlags, storeCredentials } from './store-options.ts';

export interface VendorFlags extends Pick<StoreFlags, 'region'> {
  readonly account?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** A deployment in an account and a region. */
export interface VendorTarget {
  /** Without `oss-`: `cn-hangzhou`. */
  readonly region: string;
  readonly credentials: Credentials;
  /** The id of the account. Throws AutoaliasError `usage` if none is named. */
  readonly account: () => string;
}

/**
 * The deployment that flags and environment name. Undefined for the local cloud: no region is named, or only that of a store
 * on this machine.
 *
 * @throws AutoaliasError `usage` for a text that is not a region, or without credentials.
 */
export function vendorTarget(flags: VendorFlags, env: Variables): VendorTarget | undefined {
  const isLocalStore = isLoopback(given(env.OSS_ENDPOINT));
  const region = (flags.region ?? (isLocalStore ? undefined : given(env.OSS_REGION)))?.replace(/^oss-/, '');
  if (region === undefined) return undefined;
  if (!/^[a-z]{2,}(?:-[a-z0-9]+)+$/.test(region)) {
    throw usage(`${JSON.stringify(region)} is not a region; write one like cn-hangzhou`);
  }
  return { region, credentials: storeCredentials(env, false), account: () => accountOf(flags, env) };
}

function accountOf(flags: VendorFlags, env: Variables): string {
  const account = flags.account ?? given(env.ALIBABA_CLOUD_ACCOUNT_ID);
  if (account === undefined) throw usage('no account is named; add --account or set ALIBABA_CLOUD_ACCOUNT_ID');
  if (/^\d+$/.test(account)) return account;
  throw usage(`${JSON.stringify(account)} is not the id of an account, which is a number`);
}

/** The origin of an endpoint that a flag names. Throws AutoaliasError `usage` if it is not the URL of one. */
export function endpointOrigin(text: string, flag: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw usage(`${flag} is ${JSON.stringify(text)}, which is not the URL of an endpoint; write one like https://…`);
}

/**
 * The origin of an endpoint that requests send secrets to. Only on this machine it can be one of plain HTTP.
 *
 * @throws AutoaliasError `usage` for another one, and for a text that is not the URL of an endpoint.
 */
export function encryptedOrigin(text: string, flag: string): string {
  const origin = endpointOrigin(text, flag);
  if (origin.startsWith('https:') || isLoopback(origin)) return origin;
  throw usage(
    `${flag} is ${JSON.stringify(text)}, where secrets would be sent without encryption; write it with https:, or name an address of this machine`,
  );
}

/** An empty variable counts as not set. */
function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}
