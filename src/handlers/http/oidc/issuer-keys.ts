import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { type Fetch, fetchDocument, IssuerUnavailable } from './fetch-document.ts';

/** How long the address of the keys is remembered, in milliseconds. */
const DISCOVERY_LIFETIME = 60 * 60 * 1000;

/** How long the keys are remembered. An issuer that withdraws a key expects that it is used until then. */
const KEYS_LIFETIME = 10 * 60 * 1000;

/** After the keys were read, how long an unknown key id does not cause another request. */
export const KEY_COOLDOWN = 30 * 1000;

/** After a failure, how long the issuer is not asked again. Otherwise anyone could make the function send requests. */
const FAILURE_COOLDOWN = 5000;

/** How the keys of an issuer are read. */
export interface IssuerKeysOptions {
  readonly fetch: Fetch;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Default: {@link KEY_COOLDOWN}. */
  readonly keyCooldown?: number;
}

/**
 * Creates the function that finds the key of a token of this issuer. It reads the address of the keys from the issuer's
 * configuration (OpenID Connect Discovery 1.0, section 4), and the keys from there. It remembers both.
 *
 * The function throws IssuerUnavailable, and the errors of `jose` for a token whose key the issuer does not have.
 */
export function createIssuerKeys(issuer: string, options: IssuerKeysOptions): JWTVerifyGetKey {
  const { now, keyCooldown = KEY_COOLDOWN } = options;
  const read = createReader(options);
  let known: { readonly keys: JWTVerifyGetKey; readonly since: number } | undefined;

  const discover = async (): Promise<JWTVerifyGetKey> => {
    if (known !== undefined && now() - known.since < DISCOVERY_LIFETIME) return known.keys;
    const keys = createRemoteJWKSet(new URL(await keysAddress(issuer, read)), {
      cacheMaxAge: KEYS_LIFETIME,
      cooldownDuration: keyCooldown,
      [customFetch]: async (url) => Response.json(await read(url)),
    });
    known = { keys, since: now() };
    return keys;
  };
  return async (header, token) => (await discover())(header, token);
}

type ReadDocument = (url: string) => Promise<unknown>;

/** After a failure, throws the same error for a while. Keys that were read before stay in use. */
function createReader({ fetch, now }: IssuerKeysOptions): ReadDocument {
  let failed: { readonly error: IssuerUnavailable; readonly since: number } | undefined;
  return async (url) => {
    if (failed !== undefined && now() - failed.since < FAILURE_COOLDOWN) throw failed.error;
    try {
      return await fetchDocument(url, fetch);
    } catch (error) {
      if (error instanceof IssuerUnavailable) failed = { error, since: now() };
      throw error;
    }
  };
}

/** @throws IssuerUnavailable */
async function keysAddress(issuer: string, read: ReadDocument): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await read(url);
  const { issuer: named, jwks_uri: address } =
    typeof found === 'object' && found !== null ? (found as Configuration) : {};
  if (named !== issuer) throw new IssuerUnavailable(`${url} is the configuration of another issuer`);
  if (typeof address !== 'string' || !URL.canParse(address)) throw new IssuerUnavailable(`${url} has no jwks_uri`);
  return address;
}

/** Read without zod, which would be in the zip a second time. */
interface Configuration {
  readonly issuer?: unknown;
  readonly jwks_uri?: unknown;
}
