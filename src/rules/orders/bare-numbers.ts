import type { Order } from './order.ts';

/**
 * The orders that read numbers without a dot, such as `483` and `20250625`, and what a text must contain if a rule has
 * `bare: false`. In folders that also contain counters or hashes, a number is often not a version.
 */
const MARKS: Readonly<Record<string, RegExp>> = {
  pep440: /^v?(?:\d+!)?\d+\./i,
  debian: /[.~+-]/,
  maven: /\.|[\d-](?:(?:alpha|beta|milestone|rc|cr|snapshot|ga|final|release|sp)(?![a-z])|[abm]\d)/i,
};

/** The names of the orders that have the option `bare`. */
export const BARE_ORDERS: readonly string[] = Object.keys(MARKS);

/** Why an order skips a number without a dot, as messages say it. */
export const BARE_IS_FALSE = 'the rule has bare: false';

/** The same order, without numbers that have no dot. */
export function withoutBareNumbers(name: string, order: Order): Order {
  const mark = MARKS[name];
  if (mark === undefined) return order;
  return {
    ...order,
    parse: (text) =>
      mark.test(text) ? order.parse(text) : { ok: false, why: `"${text}" has no dot, and ${BARE_IS_FALSE}` },
  };
}
