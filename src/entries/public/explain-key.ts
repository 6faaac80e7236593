import { type Explanation, explain } from '../../handlers/look/explain.ts';
import type { Store } from '../../stores/store.ts';
import { checkKey } from './check-key.ts';
import { compiledRules, type RuleSet } from './rule-set.ts';

/** Options of {@link explainKey}. */
export interface ExplainKeyOptions {
  readonly store: Store;
  readonly rules: RuleSet;
  /** The key of an object or of an alias. */
  readonly key: string;
}

/**
 * Explains what each rule does with a key: which aliases it is a candidate of, which other candidates there are, which
 * of them is the target and why. Only reads.
 *
 * @throws StoreError if the bucket cannot be read; AutoaliasError `usage` for an invalid key, or for rules that do not
 * come from `parseRules`.
 */
export async function explainKey(options: ExplainKeyOptions): Promise<Explanation> {
  const { store, rules, key } = options;
  const context = { store, ruleSet: compiledRules(rules), log: () => {}, now: Date.now };
  return explain(context, checkKey(key));
}
