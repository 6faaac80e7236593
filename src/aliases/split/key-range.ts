import { compareKeys } from '../../compare-keys.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { possiblePrefixes } from './possible-prefixes.ts';

/**
 * A part of all texts in key order. The ends are any texts, not only keys. A range without ends has everything. Ranges that
 * share their ends have each text exactly once.
 */
export interface KeyRange {
  /** Exclusive. Undefined: from the first text. */
  readonly after?: string | undefined;
  /** Inclusive. Undefined: no upper bound. */
  readonly until?: string | undefined;
}

/** Whether a key, or the text of a prefix, is in a range. */
export function isInRange({ after, until }: KeyRange, text: string): boolean {
  return (
    (after === undefined || compareKeys(text, after) > 0) && (until === undefined || compareKeys(text, until) <= 0)
  );
}

/**
 * The prefixes that aliases of a range can have, and with which keys after the range can begin. A walk of the range goes on
 * while a key begins with one of them.
 *
 * Why there are no others: let a prefix be in the range, and let a key that begins with it be after the range. Then the end
 * of the range is between the two, and every text between a prefix and a key with it begins with the prefix. So the prefix
 * is a start of the end of the range.
 */
export function prefixesAcross(ruleSet: RuleSet, { after, until }: KeyRange): readonly string[] {
  if (until === undefined) return [];
  return possiblePrefixes(ruleSet, until).filter((prefix) => after === undefined || compareKeys(prefix, after) > 0);
}

/** Whether a text comes after the end of a range. */
export function isAfterRange({ until }: KeyRange, text: string): boolean {
  return until !== undefined && compareKeys(text, until) > 0;
}

/**
 * A text that comes before a prefix and after almost every key before it. As the end of a range, it keeps all keys with the
 * prefix together. Any other text before the prefix would be right too.
 */
export function justBefore(prefix: string): string {
  const last = prefix.charCodeAt(prefix.length - 1);
  // A letter beyond ASCII has no simple predecessor, and a control character cannot be sent to every store.
  if (last > 0x21 && last < 0x7f) return `${prefix.slice(0, -1)}${String.fromCharCode(last - 1)}~`;
  // Not half of a surrogate pair, which cannot be sent.
  return prefix.slice(0, last >= 0xdc00 && last <= 0xdfff ? -2 : -1);
}

/**
 * Where a range can end if its sweep has done everything up to a key, so that another sweep can do the rest. Undefined if
 * the sweep has not got far enough to end anywhere.
 *
 * The key can begin with a prefix although the sweep has seen no candidate there yet. The rest must then begin before this prefix.
 */
export function cutRange(ruleSet: RuleSet, range: KeyRange, doneUpTo: string | undefined): string | undefined {
  if (doneUpTo === undefined) return undefined;
  const [prefix] = prefixesAcross(ruleSet, { after: range.after, until: doneUpTo });
  const end = prefix === undefined ? doneUpTo : justBefore(prefix);
  return isInRange(range, end) ? end : undefined;
}
