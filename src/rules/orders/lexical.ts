import { compareKeys } from '../../compare-keys.ts';
import type { Order } from './order.ts';

/** UTF-8 bytes, as the store lists keys. Every text but the empty one has a place. */
export const lexical: Order<string> = {
  parse: (text) =>
    text === '' ? { ok: false, why: 'it is empty' } : { ok: true, value: text, prerelease: false, parts: {} },
  compare: compareKeys,
  parts: [],
  examples: ['x', 'stable', '1.2.3'],
};
