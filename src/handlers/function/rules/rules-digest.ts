import { createHash } from 'node:crypto';

/** The SHA-256 digest of the text of a rules file: `sha256:` and 64 hex digits. */
export function rulesDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
