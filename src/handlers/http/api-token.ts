import { createHash, timingSafeEqual } from 'node:crypto';

/** Why no caller can send the token in a header; undefined if one can. */
export function tokenFlaw(token: string): string | undefined {
  if (/^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'AUTOALIAS_TOKEN has a space or another character that an Authorization header cannot carry; set it to 32 or more printable ASCII characters without spaces';
}

/** Compares two secrets in a time that tells neither their content nor their length. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash(a), hash(b));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
