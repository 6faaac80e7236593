import type { RuleSet } from '../../../../src/rules/rule-set.ts';
import { createOracle, type Oracle } from '../oracle/oracle.ts';
import { compileRules } from './compile-rules.ts';
import type { RuleSpec } from './rule-spec.ts';

/** Rules as they were deployed together: the product's reading of their text, and the oracle's. */
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
