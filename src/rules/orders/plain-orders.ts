import { compareKeys } from '../../compare-keys.ts';
import type { Order } from './order.ts';

// The orders without a version syntax: natural, lexical, number, uploaded and list.

type Chunk = bigint | string;

/** The natural order. Digits are compared as numbers, so `build-9` comes before `build-10`. A number comes before text. */
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

/** The order of UTF-8 bytes, in which OSS lists keys. Accepts every text except the empty one. */
export const lexical: Order<string> = {
  parse: (text) =>
    text === '' ? { ok: false, why: 'it is empty' } : { ok: true, value: text, prerelease: false, parts: {} },
  compare: compareKeys,
  parts: [],
  examples: ['x', 'stable', '1.2.3'],
};

/** Whole numbers of any length, compared exactly. Leading zeros are ignored. */
export const number: Order<bigint> = {
  parse: (text) =>
    /^-?\d+$/.test(text)
      ? { ok: true, value: BigInt(text), prerelease: false, parts: {} }
      : { ok: false, why: `"${text}" is not a whole number` },
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  parts: [],
  examples: ['7', '0042', '20261120'],
};

/** An order in which all values are equal, so that the time of the last change decides, and then the key. */
export const uploaded: Order<null> = {
  parse: () => ({ ok: true, value: null, prerelease: false, parts: {} }),
  compare: () => 0,
  parts: [],
  examples: ['x'],
};

/**
 * The order of a list in the rule, lowest value first (`values: [alpha, beta, rc, stable]`). Only these exact texts are valid.
 * None of them is a prerelease.
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
