import { objectKeyFlaw } from '../../object-key.ts';
import type { NotOrdered, OrderValue } from '../orders/order.ts';
import type { Groups } from '../pattern/pattern.ts';
import { renderTemplate, type TemplateValues } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';

/** The result of reading a key that a rule matches. */
export interface KeyReading {
  readonly groups: Groups;
  /** The text that is ordered. Undefined if one of its groups did not take part in the match. */
  readonly orderText: string | undefined;
  readonly order: OrderValue<unknown> | NotOrdered;
}

/** The readings of one key by the rules that match it. */
export type KeyReadings = ReadonlyMap<Rule, KeyReading>;

/** Reads a key. Undefined if the prefix or regex of the rule does not match, or if `exclude` does. */
export function readKey(rule: Rule, key: string): KeyReading | undefined {
  if (!key.startsWith(rule.prefix) || rule.exclude?.match(key) !== undefined) return undefined;
  const groups = rule.pattern.match(key);
  if (groups === undefined) return undefined;
  return { groups, ...readOrder(rule, groups) };
}

/** Reads the order value from the groups of a match. */
export function readOrder(rule: Rule, groups: Groups): Pick<KeyReading, 'orderText' | 'order'> {
  const orderText = renderTemplate(rule.orderTemplate, { groups, parts: {} });
  if (orderText !== undefined) return { orderText, order: rule.order.parse(orderText) };
  return { orderText, order: { ok: false, why: 'a group of order.on did not take part in the match' } };
}

/** Why an order value cannot be the target of an alias of the template, or undefined if it can. */
export function orderRefusal(
  template: AliasTemplate,
  order: OrderValue<unknown>,
  orderText: string | undefined,
): string | undefined {
  if (order.prerelease && !template.prereleases)
    return `"${orderText}" is a prerelease, and this alias does not accept prereleases`;
  const outside = template.bounds?.(order.value);
  return outside === undefined ? undefined : `"${orderText}" ${outside}`;
}

/** The alias key that a template produces for a reading, or why it does not produce one. */
export function aliasKeyFor(
  template: AliasTemplate,
  reading: KeyReading,
): { readonly alias: string } | { readonly why: string } {
  if (!reading.order.ok) return { why: reading.order.why };
  const why = orderRefusal(template, reading.order, reading.orderText);
  if (why !== undefined) return { why };
  const alias = renderTemplate(template.pieces, templateValues(reading.groups, reading.order));
  if (alias === undefined) return { why: 'a group of the template did not take part in the match' };
  if (objectKeyFlaw(alias) !== undefined) {
    return { why: `"${alias}" cannot be an object key (1 to 1,023 bytes, not beginning with / or \\)` };
  }
  return { alias };
}

/** The values that fill a template for a reading. */
export function templateValues(groups: Groups, order: OrderValue<unknown>): TemplateValues {
  return {
    groups,
    parts: order.parts,
  };
}
