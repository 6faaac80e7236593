import { sameSecret } from '../../oss-wire/same-secret.ts';

/** Why a token cannot be sent in a header, or undefined if it can. */
export function tokenFlaw(token: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'AUTOALIAS_TOKEN has a space or another character that an Authorization header cannot carry; set it to 32 or more printable ASCII characters without spaces';
}

/**
 * Why a request is refused, or undefined if its `Authorization` header contains the token.
 *
 * @param token the value of AUTOALIAS_TOKEN. Without a token, every request is refused.
 */
export function tokenRefusal(token: string | undefined, header: string | undefined): string | undefined {
  if (token === undefined)
    return 'no token is configured, so every request is refused; set AUTOALIAS_TOKEN on the function';
  const sent = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (sent === undefined) return 'send the header Authorization: Bearer <token>';
  return sameSecret(sent, token) ? undefined : 'the token is not the value of AUTOALIAS_TOKEN';
}
