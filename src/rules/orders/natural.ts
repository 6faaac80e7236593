import { compareKeys } from '../../compare-keys.ts';
import type { Order } from './order.ts';

type Chunk = bigint | string;

/** Runs of digits as numbers, all else as text: `build-9` before `build-10`. A number comes before text. */
export const natural: Order<readonly Chunk[]> = {
  parse: (text) =>
    text === ''
      ? { ok: false, why: 'it is empty' }
      : { ok: true, value: (text.match(/\d+|\D+/g) ?? []).map(chunk), prerelease: false, parts: {} },
  compare(a, b) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const difference = compareChunks(a[i] ?? '', b[i] ?? '');
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  },
  parts: [],
  examples: ['a1', 'build-10', '7'],
};

function chunk(text: string): Chunk {
  return /^\d/.test(text) ? BigInt(text) : text;
}

function compareChunks(a: Chunk, b: Chunk): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareKeys(a, b);
  return typeof a === 'bigint' ? -1 : 1;
}
