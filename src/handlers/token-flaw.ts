/** Why no caller could ever send the token in a header; undefined if it can be sent. */
export function tokenFlaw(token: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'AUTOALIAS_TOKEN holds a space or another character that no Authorization header can carry; set it to 32 or more printable ASCII characters without spaces';
}
