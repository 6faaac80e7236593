import { calver } from './calver.ts';
import { dateOrder } from './date.ts';
import { debian } from './debian.ts';
import { maven } from './maven.ts';
import type { Order } from './order.ts';
import { pep440 } from './pep440.ts';
import { lexical, listOrder, natural, number, uploaded } from './plain-orders.ts';
import { semver } from './semver.ts';

/** In the order in which people are shown them. */
export const ORDER_NAMES = [
  'semver',
  'pep440',
  'debian',
  'maven',
  'calver',
  'number',
  'natural',
  'lexical',
  'date',
  'list',
  'uploaded',
] as const;

export type OrderName = (typeof ORDER_NAMES)[number];

export interface OrderOptions {
  /** For `date` only: `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss`, `SSS`, `Z` and literal text. */
  readonly format?: string | undefined;
  /** For `list` only: the values, least first. */
  readonly values?: readonly string[] | undefined;
}

/**
 * Longer text is not parsed. Uploaders choose the text, and not every parser, in this project or in a library, takes linear
 * time. No real version is that long: node-semver has the same limit, and file names have at most 255 bytes on most systems.
 */
export const MOST_ORDER_CHARACTERS = 256;

const BY_NAME: Readonly<Record<OrderName, (options: OrderOptions) => Order>> = {
  semver: () => semver,
  pep440: () => pep440,
  debian: () => debian,
  maven: () => maven,
  calver: () => calver,
  number: () => number,
  natural: () => natural,
  lexical: () => lexical,
  date: ({ format }) => dateOrder(format),
  list: ({ values = [] }) => listOrder(values),
  uploaded: () => uploaded,
};

function bounded(order: Order): Order {
  return {
    ...order,
    parse: (text) =>
      text.length <= MOST_ORDER_CHARACTERS
        ? order.parse(text)
        : { ok: false, why: `it has ${text.length} characters, and at most ${MOST_ORDER_CHARACTERS} are read` },
  };
}

/** An order by its name in rules files. */
export function createOrder(name: OrderName, options: OrderOptions): Order {
  return bounded(BY_NAME[name](options));
}
