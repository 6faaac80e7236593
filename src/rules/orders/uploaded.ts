import type { Order } from './order.ts';

/** All equal, so that the tie-break decides: last modified, then key. */
export const uploaded: Order<null> = {
  parse: () => ({ ok: true, value: null, prerelease: false, parts: {} }),
  compare: () => 0,
  parts: [],
  examples: ['x'],
};
