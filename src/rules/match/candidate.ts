import { compareKeys } from '../../compare-keys.ts';
import type { Rule } from '../rule.ts';

/** An object that an alias may point at. `lastModified` in Unix milliseconds. */
export interface Candidate {
  readonly key: string;
  readonly value: unknown;
  readonly lastModified: number;
}

/**
 * The total order of a rule's candidates: the rule's own order, then last modified, then key bytes. Two machines that
 * see the same objects therefore pick the same winner, also where versions tie (`1.0.0+a`, `1.0.0+b`).
 */
export function compareCandidates(rule: Rule, a: Candidate, b: Candidate): number {
  return rule.order.compare(a.value, b.value) || a.lastModified - b.lastModified || compareKeys(a.key, b.key);
}
