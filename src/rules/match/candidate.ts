import { compareKeys } from '../../compare-keys.ts';
import type { Rule } from '../rule.ts';

/** An object that an alias can point at. `lastModified` is in Unix milliseconds. */
export interface Candidate {
  readonly key: string;
  readonly value: unknown;
  readonly lastModified: number;
}

/**
 * The total order of the candidates of a rule: the rule's own order, then the time of the last change, then the bytes of
 * the key. So two instances that see the same objects choose the same winner, even if versions are equal (`1.0.0+a` and
 * `1.0.0+b`).
 */
export function compareCandidates(rule: Rule, a: Candidate, b: Candidate): number {
  return rule.order.compare(a.value, b.value) || a.lastModified - b.lastModified || compareKeys(a.key, b.key);
}
