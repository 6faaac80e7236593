import type { RuleSet } from '../../../../src/rules/rule-set.ts';
import { createOracle, type Oracle } from '../oracle/oracle.ts';
import { compileRules } from './compile-rules.ts';
import type { RuleSpec } from './rule-spec.ts';

/** One deployed set of rules: as the product compiles it, and as the oracle reads it. */
export interface RulesVersion {
  readonly ruleSet: RuleSet;
  readonly oracle: Oracle;
}

export function deployedRules(specs: readonly RuleSpec[]): RulesVersion {
  return {
    ruleSet: compileRules(specs),
    oracle: createOracle(specs),
  };
}
