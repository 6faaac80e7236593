import { compileRules } from '../compile/compile-rule.ts';
import type { Rule } from '../rule.ts';
import { createRuleSet, type RuleSet } from '../rule-set.ts';
import type { AheadRules } from './ahead-rules.ts';

/** The rule set that parseRules returns for the text of the file. Throws if this version cannot compile the rules. */
export function loadAhead({ rules }: AheadRules): RuleSet {
  return createRuleSet(Array.from(compileRules(rules), valid));
}

function valid(compiled: Rule | readonly unknown[]): Rule {
  if ('name' in compiled) return compiled;
  throw new Error('rules compiled ahead are invalid');
}
