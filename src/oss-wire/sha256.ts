import * as nodeCrypto from 'node:crypto';

/** Hashes in one call. Node.js has this since 20.12, and Function Compute may run 20.11. */
export type HashOnce = (algorithm: string, data: string | Uint8Array, encoding: 'hex' | 'binary') => string;

/**
 * SHA-256 as lower-case hex. One call takes 0.4 of the time of createHash() for a request of 500 bytes.
 *
 * @param hashOnce undefined where Node.js does not have it.
 */
export function sha256Hex(data: string | Uint8Array, hashOnce: HashOnce | undefined = nodeCrypto.hash): string {
  return hashOnce === undefined
    ? nodeCrypto.createHash('sha256').update(data).digest('hex')
    : hashOnce('sha256', data, 'hex');
}

/** Bytes that SHA-256 hashes at once. A longer HMAC key would be hashed first. */
const BLOCK = 64;
const DIGEST = 32;
/** Bytes. A string to sign has about 130. */
const LONGEST_TEXT = 1024;

/**
 * Returns a function that computes the HMAC-SHA-256 of texts with one key, as lower-case hex. It keeps the two blocks that
 * RFC 2104 makes of the key, and calls `hashOnce` twice. This takes 0.6 of the time of createHmac(), which is over half of
 * the time of a signature.
 */
export function hmacSha256(
  key: Uint8Array,
  hashOnce: HashOnce | undefined = nodeCrypto.hash,
): (text: string) => string {
  const slow = (text: string): string => nodeCrypto.createHmac('sha256', key).update(text).digest('hex');
  if (hashOnce === undefined || key.length > BLOCK) return slow;
  const inner = Buffer.alloc(BLOCK + LONGEST_TEXT, 0x36);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);
  for (const [at, byte] of key.entries()) {
    inner[at] = 0x36 ^ byte;
    outer[at] = 0x5c ^ byte;
  }
  return (text) => {
    // A code unit has at most three bytes of UTF-8.
    if (text.length * 3 > LONGEST_TEXT) return slow(text);
    const length = inner.write(text, BLOCK);
    outer.write(hashOnce('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'latin1');
    return hashOnce('sha256', outer, 'hex');
  };
}
