import type { OrderName } from '../../rules/orders/orders.ts';
import type { Rule } from '../../rules/rule.ts';
import { either, type Language, text } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';

/** Patterns that every text fits which an order reads, where that can be said; not all that fits is read. */
const READ: Partial<Record<OrderName, string>> = {
  semver: '^v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+]\\S+)?$',
  pep440: '^\\s*[vV]?(?:[0-9]+!)?[0-9].*$',
  calver: '^v?[0-9]{2,4}\\.[0-9]{1,2}.*$',
  number: '^-?[0-9]+$',
};

/** What an order reads beside its examples: majors and so on that templates tell apart. */
const MORE: Partial<Record<OrderName, readonly string[]>> = {
  semver: ['0.1.0', '1.0.0', '2.0.0', '3.1.0', '10.0.0', '1.0.0-rc.1'],
  pep440: ['0.1', '1.0', '2.0', '99.0', '1.0rc1'],
  calver: ['2026.11', '2024.4.1', '26.1', '2099.12'],
  number: ['0', '1', '42', '100', '2026'],
  debian: ['1.0', '2.0-1', '99.0'],
  maven: ['1.0', '2.0.0', '99.0', '1.0-SNAPSHOT'],
  date: ['2026-11', '2024-01-31', '2099-12-31', '20261120T0830'],
  lexical: ['latest', 'main', '1.0.0', '1', 'v1'],
  natural: ['latest', 'v1', '1', '1.0.0'],
};

/** At least all texts that a rule's order reads; undefined where nothing is known of them. */
export function orderLanguage({ orderName, order }: Pick<Rule, 'orderName' | 'order'>): Language | undefined {
  if (orderName === 'list') return either(order.examples.map(text));
  const source = READ[orderName];
  return source === undefined ? undefined : patternLanguage(source);
}

/** Texts that it reads, to try. */
export function orderTexts({ orderName, order }: Pick<Rule, 'orderName' | 'order'>): readonly string[] {
  return [...new Set([...order.examples, ...(MORE[orderName] ?? [])])];
}
