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

/** UTF-8 bytes, as the store lists keys. Every text but the empty one has a place. */
export const lexical: Order<string> = {
  parse: (text) =>
    text === '' ? { ok: false, why: 'it is empty' } : { ok: true, value: text, prerelease: false, parts: {} },
  compare: compareKeys,
  parts: [],
  examples: ['x', 'stable', '1.2.3'],
};

/** Whole numbers of any length: a 17-digit build stamp keeps all its digits. Leading zeros do not count. */
export const number: Order<bigint> = {
  parse: (text) =>
    /^-?\d+$/.test(text)
      ? { ok: true, value: BigInt(text), prerelease: false, parts: {} }
      : { ok: false, why: `"${text}" is not a whole number` },
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  parts: [],
  examples: ['7', '0042', '20261120'],
};

/** All equal, so that the tie-break decides: last modified, then key. */
export const uploaded: Order<null> = {
  parse: () => ({ ok: true, value: null, prerelease: false, parts: {} }),
  compare: () => 0,
  parts: [],
  examples: ['x'],
};

/**
 * The row that the rule itself gives, least first (`values: [alpha, beta, rc, stable]`). Exactly these texts are read,
 * in exactly this spelling; there are no prereleases among them.
 */
export function listOrder(values: readonly string[]): Order<number> {
  return {
    parse: (text) => {
      const place = values.indexOf(text);
      return place === -1
        ? { ok: false, why: `"${text}" is not in the list ${values.join(' < ')}` }
        : { ok: true, value: place, prerelease: false, parts: {} };
    },
    compare: (a, b) => a - b,
    parts: [],
    examples: values,
  };
}
