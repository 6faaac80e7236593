import { LONGEST_KEY, objectKeyFlaw } from '../../object-key.ts';
import { isStateKey } from '../../state-key.ts';
import type { Groups } from '../pattern/groups.ts';
import { renderTemplate, type TemplateValues } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { OrderReading, RuleOrderValue } from '../rule-order.ts';
import { isMarkerKey, markerOfCandidate } from './marker-place.ts';
import { type Rejection, rejection } from './rejection.ts';

/** The groups and the order values that a rule reads from a key. */
export interface KeyReading extends OrderReading {
  /** The groups of the regex. */
  readonly groups: Groups;
  /** The key of the marker that withdraws the object. Undefined if the rule ignores markers. */
  readonly marker: string | undefined;
}

/** How each matching rule reads one key. */
export interface KeyReadings {
  /** Undefined if the rule does not match the key. */
  get(rule: Rule): KeyReading | undefined;
}

/**
 * Reads a key. Returns undefined if the prefix or the regex does not match, if `exclude` matches, or if it is the key of a
 * marker or of an object of autoalias itself.
 */
export function readKey(rule: Rule, key: string): KeyReading | undefined {
  if (!key.startsWith(rule.prefix) || isStateKey(key) || isMarkerKey(rule, key)) return undefined;
  if (rule.exclude?.match(key) !== undefined) return undefined;
  const groups = rule.pattern.match(key);
  if (groups === undefined) return undefined;
  const { orderText, order } = rule.order.read(groups);
  return { groups, orderText, order, marker: markerOfCandidate(rule, key, groups) };
}

/** Why a candidate with this order value cannot be the target of the template's aliases, or undefined if it can. */
export function orderRefusal(
  template: AliasTemplate,
  order: RuleOrderValue,
  orderText: string | undefined,
): Rejection | undefined {
  if (order.prerelease && !template.prereleases) {
    const why = `"${orderText}" is a prerelease, and this alias does not accept prereleases`;
    return { kind: 'prerelease', why };
  }
  const outside = template.bounds?.(order.value);
  return rejection('out-of-range', outside && `"${orderText}" ${outside}`);
}

/** A key of this length has at most {@link LONGEST_KEY} bytes. */
const SURELY_SHORT = Math.floor(LONGEST_KEY / 3);

/**
 * Returns the alias key that a template produces for a reading, or why it does not produce one.
 *
 * @param isPlainKey whether it is known that the key has no surrogates.
 */
export function aliasKeyFor(
  template: AliasTemplate,
  reading: KeyReading,
  isPlainKey = false,
): { readonly alias: string } | Rejection {
  if (!reading.order.ok) return { kind: 'unread', why: reading.order.why };
  const refusal = orderRefusal(template, reading.order, reading.orderText);
  if (refusal !== undefined) return refusal;
  const { start, rest } = template;
  const end = renderTemplate(rest.pieces, templateValues(reading.groups, reading.order));
  if (end === undefined) return { kind: 'no-alias', why: 'a group of the template did not take part in the match' };
  const alias = start + end;
  const isKey = isPlainKey && rest.isPlain && start !== '' && alias.length <= SURELY_SHORT;
  if (!isKey && objectKeyFlaw(alias) !== undefined) {
    const why = `"${alias}" cannot be an object key (1 to 1,023 bytes, not beginning with / or \\)`;
    return { kind: 'no-alias', why };
  }
  return { alias };
}

/** The values that fill a template for a reading. */
export function templateValues(groups: Groups, order: RuleOrderValue): TemplateValues {
  return { groups, parts: order.parts };
}
