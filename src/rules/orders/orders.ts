import { dateOrder } from './date.ts';
import { lexical } from './lexical.ts';
import { natural } from './natural.ts';
import { number } from './number.ts';
import type { Order } from './order.ts';
import { semver } from './semver.ts';
import { uploaded } from './uploaded.ts';

export type OrderName = 'semver' | 'number' | 'natural' | 'lexical' | 'date' | 'uploaded';

export interface OrderOptions {
  /** For `date` only: `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss`, `SSS`, `Z` and literal text. */
  readonly format?: string;
}

/** Every order by the name that rules use. */
export const ORDERS: Readonly<Record<OrderName, (options: OrderOptions) => Order>> = {
  semver: () => semver,
  number: () => number,
  natural: () => natural,
  lexical: () => lexical,
  date: ({ format }) => dateOrder(format),
  uploaded: () => uploaded,
};
