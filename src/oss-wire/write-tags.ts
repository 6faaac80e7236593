import { percentEncode } from './percent-encoding.ts';

/** Tags as in the headers `x-oss-tagging` and `x-bce-tagging`: `k1=v1&k2=v2`, percent-encoded. Empty without tags. */
export function writeTags(tags?: Readonly<Record<string, string>>): string {
  if (tags === undefined) return '';
  return Object.entries(tags)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}
