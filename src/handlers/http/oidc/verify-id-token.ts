import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { IdTokenVerdict, VerifyIdToken } from '../access/id-token.ts';
import type { Right } from '../access/right.ts';
import type { TrustedIssuer } from '../access/trusted-issuer.ts';
import { IssuerUnavailable } from './fetch-document.ts';
import { createIssuerKeys, type IssuerKeysOptions } from './issuer-keys.ts';
import { otherClaim, refusedPipeline } from './match-claims.ts';
import { tokenActor } from './token-actor.ts';

/** Options of {@link createIdTokenVerifier}. */
export interface IdTokenVerifierOptions extends IssuerKeysOptions {
  readonly issuers: readonly TrustedIssuer[];
}

/** In characters. Function Compute allows 8 KB for all headers of a request. */
const LONGEST_TOKEN = 8192;

/** Signatures with a public key only. With HMAC, anyone could sign with the public key as the secret. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** By how much the clocks of an issuer and of the function may differ, in seconds. */
const CLOCK_TOLERANCE = 30;

/**
 * Creates the check of OIDC tokens. This file is a bundle of its own next to that of the function, so that only functions
 * with issuers load it. It shares no classes with that bundle.
 */
export function createIdTokenVerifier({ issuers, ...options }: IdTokenVerifierOptions): VerifyIdToken {
  const names = new Set(issuers.map(({ issuer }) => issuer));
  const keys = new Map([...names].map((issuer) => [issuer, createIssuerKeys(issuer, options)]));

  return async (token) => {
    if (token.length > LONGEST_TOKEN) return { refused: `it is longer than ${LONGEST_TOKEN} characters` };
    const unverified = issuerIn(token);
    const keyOf = keys.get(unverified ?? '');
    if (unverified === undefined || keyOf === undefined)
      return { refused: 'its claim "iss" names no issuer of AUTOALIAS_OIDC' };
    const trusted = issuers.filter(({ issuer }) => issuer === unverified);
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        issuer: unverified,
        audience: trusted.map(({ audience }) => audience),
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(options.now()),
        requiredClaims: ['exp', 'iat'],
      });
      return judge(payload, trusted);
    } catch (error) {
      return verdictOf(error, unverified);
    }
  };
}

/** The issuer that an unverified token names. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** Which rights the claims of a verified token give. If several entries accept the token, it has the rights of all. */
function judge(payload: JWTPayload, trusted: readonly TrustedIssuer[]): IdTokenVerdict {
  const pipeline = refusedPipeline(payload);
  if (pipeline !== undefined) return { refused: pipeline };
  const audiences = [payload.aud].flat();
  const addressed = trusted.filter(({ audience }) => audiences.includes(audience));
  const accepting = addressed.filter(({ claims }) => otherClaim(payload, claims) === undefined);
  const [first] = accepting;
  if (first === undefined) return { refused: othersText(payload, addressed) };
  const rights = new Set<Right>(accepting.flatMap((entry) => entry.rights));
  return { caller: { name: tokenActor(first.name, payload), rights } };
}

/** Names the claims and not the accepted values, because the caller is a stranger. */
function othersText(payload: JWTPayload, entries: readonly TrustedIssuer[]): string {
  const claims = new Set(entries.map((entry) => `"${otherClaim(payload, entry.claims)}"`));
  return `its claim ${[...claims].join(' or ')} has a value that AUTOALIAS_OIDC does not accept`;
}

function verdictOf(error: unknown, issuer: string): IdTokenVerdict {
  if (error instanceof IssuerUnavailable)
    return { unavailable: `the keys of the issuer ${issuer} cannot be read: ${error.message}; try again later` };
  if (error instanceof errors.JWKSInvalid || error instanceof errors.JWKSTimeout)
    return { unavailable: `the keys of the issuer ${issuer} cannot be used: ${error.message}; try again later` };
  if (error instanceof errors.JOSEError) return { refused: error.message };
  throw error;
}
