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

/** An object that would be a candidate if a marker did not withdraw it. */
export interface WithdrawnCandidate {
  readonly candidate: Candidate;
  /** The key of the marker. */
  readonly marker: string;
}

/** Returns the greater of two withdrawn candidates. */
export function greaterWithdrawn(
  rule: Rule,
  a: WithdrawnCandidate | undefined,
  b: WithdrawnCandidate,
): WithdrawnCandidate {
  return a === undefined || compareCandidates(rule, b.candidate, a.candidate) > 0 ? b : a;
}

/**
 * Compares two candidates of a rule: by the rule's order, then by the time of the last change, then by the bytes of the key.
 * This is a total order. So two instances that see the same objects choose the same winner, even if versions are equal
 * (`1.0.0+a` and `1.0.0+b`).
 */
export function compareCandidates(rule: Rule, a: Candidate, b: Candidate): number {
  return rule.order.compare(a.value, b.value) || a.lastModified - b.lastModified || compareKeys(a.key, b.key);
}
