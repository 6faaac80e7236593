import { orderHints } from '../../rules/hints/order-hints.ts';
import { createOrder } from '../../rules/orders/orders.ts';
import { INIT_ORDER_NAMES, type InitOrderName } from './orders.ts';

/** The files and folders of an ecosystem, and the order of its own tool. */
const ECOSYSTEMS: readonly (readonly [keys: RegExp, order: InitOrderName])[] = [
  [/\.(?:jar|war|ear|aar|pom)$|(?:^|\/)(?:maven2?|m2)\//, 'maven'],
  [/\.(?:u?deb|dsc)$/, 'debian'],
  [/\.whl$|(?:^|\/)(?:pypi|simple)\//, 'pep440'],
  [/\.gem$/, 'gem'],
  [/\.rpm$/, 'rpm'],
];

/** The orders to try on examples: those of their ecosystems, then the others with the strictest first. */
export function likelyOrders(examples: readonly string[]): readonly InitOrderName[] {
  const own = ECOSYSTEMS.flatMap(([keys, order]) => (examples.some((example) => keys.test(example)) ? [order] : []));
  return [...new Set([...own, ...INIT_ORDER_NAMES])];
}

/** Whether an order compares versions of this form unexpectedly: semver reads `rc10` as less than `rc9`. */
export function isUnexpected(order: InitOrderName, version: string): boolean {
  const later = version.replace(/(?<=[A-Za-z]-?)\d$/, '10');
  return orderHints(order, createOrder(order, {}), { candidates: [version, later] }).length > 0;
}
