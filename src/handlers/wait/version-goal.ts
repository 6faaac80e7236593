import { AutoaliasError } from '../../autoalias-error.ts';
import { readKey } from '../../rules/match/read-key.ts';
import type { Order } from '../../rules/orders/order.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleValue } from '../../rules/rule-order.ts';

/** A version that an alias must show. */
export interface VersionGoal {
  readonly text: string;
  /** Compares the version of a key. Positive: the key is greater. Undefined if the rule does not read the key. */
  compareKey(key: string): number | undefined;
  /** Compares an order value of the rule. */
  compare(value: RuleValue): number;
}

/**
 * Reads a version as the rule's order reads it. For a rule with several orders, the text has the texts of all orders or of
 * the first ones, separated by spaces. Then only these orders are compared.
 *
 * @throws AutoaliasError `usage` for a text that an order does not read.
 */
export function versionGoal(rule: Rule, text: string): VersionGoal {
  const goal = readVersionGoal(rule, text);
  if (!('why' in goal)) return goal;
  throw new AutoaliasError('usage', `"${text}" is not a version of rule ${rule.name}: ${goal.why}`);
}

/** The same as {@link versionGoal}, and why the order does not read the text instead of an error. */
export function readVersionGoal(rule: Rule, text: string): VersionGoal | { readonly why: string } {
  const { terms } = rule.order;
  const texts = terms.length === 1 ? [text] : text.split(' ');
  if (texts.length > terms.length) return { why: `it has ${texts.length} parts, and ${terms.length} orders` };
  const compared: { readonly order: Order; readonly desc: boolean; readonly value: unknown }[] = [];
  for (const [i, { order, by, desc }] of terms.slice(0, texts.length).entries()) {
    const read = order.parse(texts[i] ?? '');
    if (!read.ok) return { why: `the order ${by} does not read it: ${read.why}` };
    compared.push({ order, desc, value: read.value });
  }
  const compare = (value: RuleValue): number => {
    for (const [i, { order, desc, value: own }] of compared.entries()) {
      const difference = order.compare(value[i], own);
      if (difference !== 0) return desc ? -difference : difference;
    }
    return 0;
  };
  return {
    text,
    compare,
    compareKey(key) {
      const order = readKey(rule, key)?.order;
      return order?.ok ? compare(order.value) : undefined;
    },
  };
}
