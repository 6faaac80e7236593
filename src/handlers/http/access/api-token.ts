/** Why a token cannot be sent in a header, or undefined if it can. */
export function tokenFlaw(token: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'AUTOALIAS_TOKEN has a space or another character that an Authorization header cannot carry; set it to 32 or more printable ASCII characters without spaces';
}

/**
 * The header for tokens of callers whose `Authorization` header contains something else: with `authType: function`,
 * Function Compute expects the signature of the request there.
 */
export const TOKEN_HEADER = 'X-Autoalias-Token';

/** The token that a request sends. Undefined if it sends none. */
export function sentToken(header: (name: string) => string | undefined): string | undefined {
  const own = header(TOKEN_HEADER)?.trim();
  if (own !== undefined && own !== '') return own;
  return /^Bearer +(\S+) *$/i.exec(header('Authorization') ?? '')?.[1];
}
