import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares two secrets. The time that this takes does not reveal where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
