import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { type Pattern, withMatch } from '../../../../src/rules/pattern/pattern.ts';
import type { Rule } from '../../../../src/rules/rule.ts';
import { createRuleSet, type RuleSet } from '../../../../src/rules/rule-set.ts';
import { fieldsOf } from '../../../rules/rule-fields.ts';
import { type RuleSpec, rulesText } from './rule-spec.ts';

const known = new Map<string, readonly Rule[]>();

/**
 * The rules as the product compiles them. Each rule is compiled once and reused in every combination, because compiling
 * takes longer than a small world.
 */
export function compileRules(specs: readonly RuleSpec[]): RuleSet {
  return createRuleSet(specs.flatMap(compileRule));
}

function compileRule(spec: RuleSpec): readonly Rule[] {
  const text = rulesText([spec]);
  const before = known.get(text);
  if (before !== undefined) return before;
  const rules = parseRules(text, 'simulated.yaml').rules.map((rule) => ({
    ...fieldsOf(rule),
    // The form has patterns of its own.
    form: undefined,
    pattern: remembering(rule.pattern),
    templates: rule.templates.map((template) => ({
      ...fieldsOf(template),
      keyPattern: remembering(template.keyPattern),
    })),
    release: rule.release && {
      ...rule.release,
      complete: rule.release.complete.map((file) => ({ ...file, pattern: remembering(file.pattern) })),
    },
  }));
  known.set(text, rules);
  return rules;
}

/** Patterns are pure, and runs match the same few keys thousands of times. */
function remembering(pattern: Pattern): Pattern {
  const answers = new Map<string, ReturnType<Pattern['match']>>();
  return withMatch(pattern, (text) => {
    if (answers.has(text)) return answers.get(text);
    const groups = pattern.match(text);
    answers.set(text, groups);
    return groups;
  });
}
