import { percentEncode } from './percent-encode.ts';

/** An object key as it stands in a request path and in the target header of a symlink: `/` stays, all else is encoded. */
export function encodeKey(key: string): string {
  return percentEncode(key).replaceAll('%2F', '/');
}
