import type { PrefixIndex } from './prefix-index.ts';
import type { Rule } from './rule.ts';

/** All rules of one file, in file order, and where to look them up by key. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly byPrefix: PrefixIndex<Rule>;
}
