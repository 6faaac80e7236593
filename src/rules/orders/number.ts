import type { Order } from './order.ts';

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
