/** Why no caller can send the token in a header; undefined if one can. */
export function tokenFlaw(token: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'AUTOALIAS_TOKEN has a space or another character that an Authorization header cannot carry; set it to 32 or more printable ASCII characters without spaces';
}
