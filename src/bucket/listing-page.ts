import { BucketFault } from './bucket-fault.ts';

const MOST_KEYS = 1000;
const DEFAULT_KEYS = 100;

/** The page size of all listings: 1 to 1,000, by default 100 (ListObjectsV2 page). Throws `InvalidArgument`. */
export function checkMaxKeys(maxKeys: number = DEFAULT_KEYS): number {
  if (Number.isInteger(maxKeys) && maxKeys >= 1 && maxKeys <= MOST_KEYS) return maxKeys;
  throw new BucketFault('InvalidArgument', `max-keys must be a whole number from 1 to ${MOST_KEYS}.`, {
    elements: { ArgumentName: 'max-keys', ArgumentValue: String(maxKeys) },
  });
}

/**
 * The size that listings show for a symlink. OSS does not document it. `nameBytes` is the length of the target's key.
 */
export function shownLinkSize(choice: 'zero' | 'target-name-length', nameBytes: number): number {
  return choice === 'zero' ? 0 : nameBytes;
}

/**
 * The continuation token of ListObjectsV2 contains the last key or common prefix of a page. It is opaque to clients. It
 * looks like the tokens in the samples: Base64 of one length-prefixed field, with `-` for `=`.
 */
const FIELD = 0x0a;

export function encodeToken(last: string): string {
  const bytes = new TextEncoder().encode(last);
  const head = String.fromCharCode(FIELD, (bytes.length & 0x7f) | 0x80, bytes.length >> 7);
  return btoa(head + Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replaceAll('=', '-');
}

export function decodeToken(token: string): string {
  const last = tryDecode(token);
  if (last !== undefined) return last;
  throw new BucketFault('InvalidArgument', 'The continuation token is not one that this store returned.', {
    elements: { ArgumentName: 'continuation-token', ArgumentValue: token },
  });
}

function tryDecode(token: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}--|[A-Za-z0-9+/]{3}-)?$/.test(token)) return undefined;
  const bytes = Uint8Array.from(atob(token.replaceAll('-', '=')), (character) => character.charCodeAt(0));
  const length = ((bytes[1] ?? 0) & 0x7f) | ((bytes[2] ?? 0) << 7);
  if (bytes[0] !== FIELD || length === 0 || bytes.length !== length + 3) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(3));
  } catch {
    return undefined; // not UTF-8, so not a key
  }
}
