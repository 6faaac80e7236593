import type { Order } from './order.ts';

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
