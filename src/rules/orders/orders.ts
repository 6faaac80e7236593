import { calver } from './calver.ts';
import { dateOrder } from './date.ts';
import { debian } from './debian.ts';
import { lexical } from './lexical.ts';
import { listOrder } from './list.ts';
import { maven } from './maven.ts';
import { natural } from './natural.ts';
import { number } from './number.ts';
import type { Order } from './order.ts';
import { pep440 } from './pep440.ts';
import { semver } from './semver.ts';
import { uploaded } from './uploaded.ts';

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
  readonly format?: string;
  /** For `list` only: the values, least first. */
  readonly values?: readonly string[];
}

/** Every order by the name that rules use. */
export const ORDERS: Readonly<Record<OrderName, (options: OrderOptions) => Order>> = {
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
