import { compileRule, MOST_FILE_INSTRUCTIONS, type RuleProblem } from './compile-rule.ts';
import type { Rule } from './rule.ts';
import type { WrittenRule } from './rules-schema.ts';

/**
 * The rules of one file, in its order, each compiled or with what is wrong with it. Where the regexes get too large
 * together, the last one says so and the rest are left out.
 */
export function compileRules(written: readonly WrittenRule[]): readonly (Rule | readonly RuleProblem[])[] {
  const budget = { left: MOST_FILE_INSTRUCTIONS };
  const compiled: (Rule | readonly RuleProblem[])[] = [];
  for (const rule of written) {
    if (budget.left <= 0) break;
    compiled.push(compileRule(rule, budget));
  }
  return compiled;
}
