import type { WrittenRule, WrittenRules } from '../rules/file/rules-schema.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleSet, RuleTemplate } from '../rules/rule-set.ts';
import type { Finding } from './finding.ts';
import type { StepBudget } from './language/alphabet.ts';
import type { Search } from './language/search.ts';
import type { OssTriggers } from './oss-trigger.ts';
import type { Policy } from './policy.ts';

/** All that a check looks at. */
export interface LintContext {
  readonly ruleSet: RuleSet;
  readonly written: WrittenRules;
  readonly search: Search;
  /** The steps that this check may still take. */
  readonly budget: StepBudget;
  /** What this check looks for, in the plural, for messages. */
  readonly lookedFor: string;
  /** What the functions may do, where it was told. */
  readonly policy: Policy | undefined;
  /** The bucket's triggers, where they were told. */
  readonly triggers: OssTriggers | undefined;
}

export type Check = (context: LintContext) => readonly Finding[];

/** A form with its place in the file. */
export interface PlacedTemplate extends RuleTemplate {
  readonly ruleIndex: number;
  readonly templateIndex: number;
  readonly written: WrittenRule;
}

/** Every form in file order, which is the order in which they own aliases. */
export function templatesOf({ ruleSet, written }: LintContext): readonly PlacedTemplate[] {
  return ruleSet.rules.flatMap((rule, ruleIndex) => {
    const source = written.rules[ruleIndex];
    if (source === undefined) return [];
    return rule.templates.map((template, templateIndex) => ({
      rule,
      template,
      ruleIndex,
      templateIndex,
      written: source,
    }));
  });
}

/** The findings of each form, up to where the budget of the check is spent. */
export function eachTemplate(
  context: LintContext,
  find: (placed: PlacedTemplate) => readonly Finding[],
): readonly Finding[] {
  return untilSpent(context, templatesOf(context), find, (placed, stop) => templateFinding(placed, stop));
}

/** The findings of each rule, up to where the budget of the check is spent. */
export function eachRule(
  context: LintContext,
  find: (rule: Rule, index: number) => readonly Finding[],
): readonly Finding[] {
  const rules = context.ruleSet.rules.map((rule, index) => ({ rule, index }));
  return untilSpent(
    context,
    rules,
    ({ rule, index }) => find(rule, index),
    ({ index }, stop) => ruleFinding(context, index, [], stop),
  );
}

/**
 * The findings of each item, up to where the budget is spent, and there a finding that says so. Findings of the last item
 * are left out: they may rest on a search that was given up.
 */
export function untilSpent<T>(
  { budget, lookedFor }: LintContext,
  items: readonly T[],
  find: (item: T) => readonly Finding[],
  stoppedAt: (item: T, stop: Omit<Finding, 'path' | 'rule' | 'alias'>) => Finding,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const item of items) {
    // The loop that spent the budget has said so.
    if (budget.left <= 0) break;
    const found = find(item);
    if (budget.left <= 0) return [...findings, stoppedAt(item, stopOf(lookedFor))];
    findings.push(...found);
  }
  return findings;
}

function stopOf(lookedFor: string) {
  return {
    code: 'unfinished',
    severity: 'warning',
    what: `${lookedFor} beyond this point were not looked for`,
    why: 'the rules before it took all the steps that lint may take, as many wide rules on one prefix do',
    instead: 'write rules that differ in one folder as one rule with a group, or split the file for lint',
  } as const;
}

/** A finding about one alias of a rule. */
export function templateFinding(
  { rule, template, ruleIndex, templateIndex }: PlacedTemplate,
  finding: Omit<Finding, 'path' | 'rule' | 'alias'>,
): Finding {
  return { ...finding, path: ['rules', ruleIndex, 'aliases', templateIndex], rule: rule.name, alias: template.text };
}

/** A finding about a word of a rule. */
export function ruleFinding(
  { ruleSet }: LintContext,
  ruleIndex: number,
  words: readonly (string | number)[],
  finding: Omit<Finding, 'path' | 'rule'>,
): Finding {
  return {
    ...finding,
    path: ['rules', ruleIndex, ...words],
    rule: ruleSet.rules[ruleIndex]?.name ?? '',
  };
}

/** Whether a text can begin with both. */
export function beginAlike(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
