import { objectKeyFlaw } from '../../object-key.ts';
import type { NotOrdered, OrderValue } from '../orders/order.ts';
import type { Groups } from '../pattern/pattern.ts';
import { renderTemplate, type TemplateValues } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';

/** What one rule sees in one key that its prefix and pattern accept. */
export interface KeyReading {
  readonly groups: Groups;
  /** The text that is ordered, where all its groups took part. */
  readonly orderText: string | undefined;
  readonly order: OrderValue<unknown> | NotOrdered;
}

/** One key as the rules read it. Has no entry for a rule that the key does not match. */
export type KeyReadings = ReadonlyMap<Rule, KeyReading>;

/** Reads a key under a rule; undefined where prefix or pattern do not match, or where the rule excludes it. */
export function readKey(rule: Rule, key: string): KeyReading | undefined {
  if (!key.startsWith(rule.prefix) || rule.exclude?.match(key) !== undefined) return undefined;
  const groups = rule.pattern.match(key);
  if (groups === undefined) return undefined;
  return { groups, ...readOrder(rule, groups) };
}

/** What is ordered, as the groups say it. */
export function readOrder(rule: Rule, groups: Groups): Pick<KeyReading, 'orderText' | 'order'> {
  const orderText = renderTemplate(rule.orderTemplate, { groups, parts: {} });
  if (orderText !== undefined) return { orderText, order: rule.order.parse(orderText) };
  return { orderText, order: { ok: false, why: 'a group that it is ordered by took no part in the match' } };
}

/** Why a form takes no target with this place in the order; undefined where it does. */
export function orderRefusal(
  template: AliasTemplate,
  order: OrderValue<unknown>,
  orderText: string | undefined,
): string | undefined {
  if (order.prerelease && !template.prereleases) return `"${orderText}" is a prerelease, and this alias takes none`;
  const outside = template.bounds?.(order.value);
  return outside === undefined ? undefined : `"${orderText}" ${outside}`;
}

/** The alias key that a form gives for a reading, or why it gives none. */
export function aliasKeyFor(
  template: AliasTemplate,
  reading: KeyReading,
): { readonly alias: string } | { readonly why: string } {
  if (!reading.order.ok) return { why: reading.order.why };
  const why = orderRefusal(template, reading.order, reading.orderText);
  if (why !== undefined) return { why };
  const alias = renderTemplate(template.pieces, templateValues(reading.groups, reading.order));
  if (alias === undefined) return { why: 'a group of the template took no part in the match' };
  if (objectKeyFlaw(alias) !== undefined) {
    return { why: `"${alias}" cannot be an object key (1 to 1,023 bytes, not beginning with / or \\)` };
  }
  return { alias };
}

export function templateValues(groups: Groups, order: OrderValue<unknown>): TemplateValues {
  return {
    groups,
    parts: order.parts,
  };
}
