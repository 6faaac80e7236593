import { compareKeys } from '../../compare-keys.ts';
import type { KeyMark } from './key-marks.ts';

/** A sample of a set of keys, in bounded memory. Keys can come in any order and several times, and can be removed. */
export interface KeySample {
  add(key: string): void;
  remove(key: string): void;
  /** One mark for each sampled key, in key order. Each stands for the same number of keys. */
  marks(): readonly KeyMark[];
}

/**
 * A key is in the sample if its hash is below a limit. The limit is halved whenever the sample becomes too large. So it
 * depends only on the set of keys, and a key that is removed is missing as if it had never been added.
 *
 * @param most with 100,000 keys, a part with a hundredth of all keys is estimated to about 3%.
 */
export function createKeySample(most = 100_000): KeySample {
  let limit = 2 ** 32;
  let keys = new Set<string>();
  return {
    add(key) {
      if (hashOf(key) >= limit) return;
      keys.add(key);
      while (keys.size > most) {
        limit /= 2;
        keys = new Set([...keys].filter((one) => hashOf(one) < limit));
      }
    },
    remove(key) {
      keys.delete(key);
    },
    marks() {
      const objects = 2 ** 32 / limit;
      return [...keys].sort(compareKeys).map((key) => ({ key, objects }));
    },
  };
}

/** FNV-1a with the last step of MurmurHash3, which spreads keys that differ only at the end. 32 bits. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
