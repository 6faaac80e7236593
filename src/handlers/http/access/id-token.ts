import type { Caller } from './right.ts';

/** What is known about a token after it was verified. Nothing else of it can be trusted. */
export type IdTokenVerdict =
  | { readonly caller: Caller }
  /** The token does not allow anything. */
  | { readonly refused: string }
  /** The issuer could not be asked for its keys, so the token may be valid. */
  | { readonly unavailable: string };

/** Verifies an OIDC token of a CI system. */
export type VerifyIdToken = (token: string) => Promise<IdTokenVerdict>;

/** Whether a text has the form of a signed JWT: three parts of Base64. The last one is empty if it has no signature. */
export function isJwt(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}
