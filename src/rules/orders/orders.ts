import { withoutBareNumbers } from './bare-numbers.ts';
import { calver } from './calver.ts';
import { dateOrder } from './dates/date.ts';
import { debian } from './debian.ts';
import { maven } from './maven.ts';
import type { Order } from './order.ts';
import { gem } from './packages/gem.ts';
import { rpm } from './packages/rpm.ts';
import { pep440 } from './pep440.ts';
import { lexical, listOrder, natural, number, uploaded } from './plain-orders.ts';
import { semver } from './semver.ts';
import { version } from './version.ts';

/** The names of all orders, in the order in which messages list them. */
export const ORDER_NAMES = [
  'semver',
  'version',
  'pep440',
  'debian',
  'rpm',
  'maven',
  'gem',
  'calver',
  'number',
  'natural',
  'lexical',
  'date',
  'list',
  'uploaded',
] as const;

/** The name of an order. */
export type OrderName = (typeof ORDER_NAMES)[number];

/** The options of `order` in a rules file. */
export interface OrderOptions {
  /** For `date` only: tokens such as `YYYY`, and literal text. */
  readonly format?: string | undefined;
  /** For `list` only: the values, lowest first. */
  readonly values?: readonly string[] | undefined;
  /** For `pep440`, `debian` and `maven` only: `false` refuses numbers without a dot, such as `483`. */
  readonly bare?: boolean | undefined;
}

/**
 * The maximum length of a text. Uploaders choose the text, and some parsers do not run in linear time. Real versions are
 * shorter. node-semver has the same limit, and file names have at most 255 bytes on most systems.
 */
export const MOST_ORDER_CHARACTERS = 256;

const BY_NAME: Readonly<Record<OrderName, (options: OrderOptions) => Order>> = {
  semver: () => semver,
  version: () => version,
  pep440: () => pep440,
  debian: () => debian,
  rpm: () => rpm,
  maven: () => maven,
  gem: () => gem,
  calver: () => calver,
  number: () => number,
  natural: () => natural,
  lexical: () => lexical,
  date: ({ format }) => dateOrder(format),
  list: ({ values = [] }) => listOrder(values),
  uploaded: () => uploaded,
};

function withLengthLimit(order: Order): Order {
  return {
    ...order,
    parse: (text) =>
      text.length <= MOST_ORDER_CHARACTERS
        ? order.parse(text)
        : { ok: false, why: `it has ${text.length} characters, and the limit is ${MOST_ORDER_CHARACTERS}` },
  };
}

/** Creates the order that a rule names. */
export function createOrder(name: OrderName, options: OrderOptions): Order {
  const order = BY_NAME[name](options);
  return withLengthLimit(options.bare === false ? withoutBareNumbers(name, order) : order);
}
