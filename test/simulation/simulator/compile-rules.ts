import { parseRules } from '../../../src/rules/parse-rules.ts';
import type { Pattern } from '../../../src/rules/pattern.ts';
import { createRuleSet, type RuleSet } from '../../../src/rules/rule-set.ts';
import { type RuleSpec, rulesText } from './rule-spec.ts';

/** Most rules files kept ready. Worlds share them, and compiling one takes longer than a small world. */
const KEPT = 2000;

const known = new Map<string, RuleSet>();

/**
 * The product's own reading of the rules. Its patterns remember what they answered: they are pure, and a run asks them
 * the same few keys thousands of times.
 */
export const compileRules = (specs: readonly RuleSpec[]): RuleSet => {
  const text = rulesText(specs);
  const before = known.get(text);
  if (before !== undefined) return before;
  const { rules } = parseRules(text, 'simulated.yaml');
  const ruleSet = createRuleSet(
    rules.map((rule) => ({
      ...rule,
      pattern: remembering(rule.pattern),
      forms: rule.forms.map((form) => ({ ...form, reverse: remembering(form.reverse) })),
    })),
  );
  if (known.size >= KEPT) known.clear();
  known.set(text, ruleSet);
  return ruleSet;
};

const remembering = (pattern: Pattern): Pattern => {
  const answers = new Map<string, ReturnType<Pattern['match']>>();
  return {
    ...pattern,
    match: (text) => {
      if (answers.has(text)) return answers.get(text);
      if (answers.size > 5000) answers.clear();
      const groups = pattern.match(text);
      answers.set(text, groups);
      return groups;
    },
  };
};
