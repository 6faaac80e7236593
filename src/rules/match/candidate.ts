import { compareKeys } from '../../compare-keys.ts';
import type { Rule } from '../rule.ts';
import type { RuleValue } from '../rule-order.ts';

/** An object that an alias can point at. */
export interface Candidate {
  readonly key: string;
  /** The parsed order values. */
  readonly value: RuleValue;
  /** Unix milliseconds. */
  readonly lastModified: number;
}

/**
 * Compares two candidates of a rule: by the rule's order, then by the time of the last change, then by the bytes of the key.
 * This is a total order. So two instances that see the same objects choose the same winner, even if versions are equal
 * (`1.0.0+a` and `1.0.0+b`).
 */
export function compareCandidates(rule: Rule, a: Candidate, b: Candidate): number {
  return rule.order.compare(a.value, b.value) || a.lastModified - b.lastModified || compareKeys(a.key, b.key);
}
