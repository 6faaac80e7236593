import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccessSettings } from './access-settings.ts';
import { sentToken } from './api-token.ts';
import { isJwt, type VerifyIdToken } from './id-token.ts';
import { ALL_RIGHTS, type Caller } from './right.ts';
import { UNNAMED_CALLER } from './scoped-token.ts';

/** Who sent a request, or why it is refused. */
export type Verdict =
  | { readonly caller: Caller }
  | { readonly status: 401 | 503; readonly code: string; readonly why: string };

/** The credentials that are accepted. */
export interface Credentials {
  /** The value of AUTOALIAS_TOKEN. */
  readonly token: string | undefined;
  readonly access: Pick<AccessSettings, 'tokens' | 'issuers'>;
  /** Called with tokens that look like a JWT, if there are issuers. */
  readonly verifyIdToken: VerifyIdToken;
}

/** Finds out who sent a request. `header` returns a header of the request by its name. */
export type Authenticate = (header: (name: string) => string | undefined) => Promise<Verdict>;

/** Creates the check of the token of each request. Without any accepted credentials, every request is refused. */
export function createAuthenticate({ token, access, verifyIdToken }: Credentials): Authenticate {
  const known = [
    ...(token === undefined ? [] : [{ hash: sha256(token), name: UNNAMED_CALLER, rights: ALL_RIGHTS }]),
    ...access.tokens.map(({ name, rights, sha256: hex }) => ({
      hash: Buffer.from(hex, 'hex'),
      name,
      rights: new Set(rights),
    })),
  ];
  const hasIssuers = access.issuers.length > 0;
  return async (header) => {
    if (known.length === 0 && !hasIssuers) return refused(NOTHING_CONFIGURED);
    const sent = sentToken(header);
    if (sent === undefined) return refused(NO_TOKEN);
    const caller = callerWith(sent, known);
    if (caller !== undefined) return { caller };
    if (!hasIssuers || !isJwt(sent)) return refused(unknownToken(token, access));
    const verdict = await verifyIdToken(sent);
    if ('caller' in verdict) return verdict;
    if ('refused' in verdict) return refused(`the OIDC token is not accepted: ${verdict.refused}`);
    return { status: 503, code: 'issuer-unavailable', why: verdict.unavailable };
  };
}

const NOTHING_CONFIGURED = 'no token is configured, so every request is refused; set AUTOALIAS_TOKEN on the function';
const NO_TOKEN = 'send the header Authorization: Bearer <token>';

function refused(why: string): Verdict {
  return { status: 401, code: 'unauthorized', why };
}

/** Compares with every token, so that the time does not reveal which one is similar. */
function callerWith(sent: string, known: readonly (Caller & { readonly hash: Buffer })[]): Caller | undefined {
  const hash = sha256(sent);
  const [found] = known.filter((one) => timingSafeEqual(one.hash, hash));
  return found === undefined ? undefined : { name: found.name, rights: found.rights };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function unknownToken(token: string | undefined, { tokens, issuers }: Credentials['access']): string {
  const accepted = [
    ...(token === undefined ? [] : ['the value of AUTOALIAS_TOKEN']),
    ...(tokens.length === 0 ? [] : ['a token of AUTOALIAS_TOKENS']),
    ...(issuers.length === 0 ? [] : ['an OIDC token']),
  ];
  return `the token is not ${accepted.join(' or ')}`;
}
