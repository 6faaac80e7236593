import type { WrittenRule, WrittenRules } from '../rules/file/rules-schema.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleSet, RuleTemplate } from '../rules/rule-set.ts';
import type { Finding } from './finding.ts';
import type { StepBudget } from './language/alphabet.ts';
import type { Search } from './language/search.ts';
import type { OssTriggers } from './oss-trigger.ts';
import type { Policy, RolePermissions } from './policy.ts';

/** The input of a check. */
export interface LintContext {
  readonly ruleSet: RuleSet;
  /** The rules as written in the file. */
  readonly written: WrittenRules;
  readonly search: Search;
  /** The remaining steps of this check. */
  readonly budget: StepBudget;
  /** The subject of this check, as a plural noun for messages. */
  readonly subject: string;
  /** The permissions of the functions, if given. */
  readonly policy: Policy | undefined;
  /** The permissions of each role of the functions, if given, with those that the rules need. */
  readonly roles: readonly RolePermissions[];
  /** The triggers of the bucket, if given. */
  readonly triggers: OssTriggers | undefined;
  /** Whether listings of the store show which keys are symlinks. */
  readonly listsLinks: boolean;
}

/** Checks rules for one kind of mistake. */
export type Check = (context: LintContext) => readonly Finding[];

/** An alias template and its position in the file. */
export interface PlacedTemplate extends RuleTemplate {
  readonly ruleIndex: number;
  readonly templateIndex: number;
  readonly written: WrittenRule;
}

/** All alias templates in file order. If several can produce an alias key, the first one owns it. */
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

/** Checks all templates until the budget of the check is used up. */
export function eachTemplate(
  context: LintContext,
  find: (placed: PlacedTemplate) => readonly Finding[],
): readonly Finding[] {
  return untilSpent(context, templatesOf(context), find, (placed, stop) => templateFinding(placed, stop));
}

/** Checks all rules until the budget of the check is used up. */
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
 * Checks all items until the budget is used up. If that happens, the last finding reports it. The findings of the item that
 * used up the budget are left out, because they can depend on an incomplete search.
 */
export function untilSpent<T>(
  { budget, subject }: LintContext,
  items: readonly T[],
  find: (item: T) => readonly Finding[],
  stoppedAt: (item: T, stop: Omit<Finding, 'path' | 'rule' | 'alias'>) => Finding,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const item of items) {
    // An earlier loop of the same check has already reported that the budget is used up.
    if (budget.left <= 0) break;
    const found = find(item);
    if (budget.left <= 0) return [...findings, stoppedAt(item, unfinished(subject))];
    findings.push(...found);
  }
  return findings;
}

function unfinished(subject: string) {
  return {
    code: 'unfinished',
    severity: 'warning',
    what: `the check for ${subject} stopped here`,
    why: 'the rules before it used up the step limit of lint, which happens with many wide rules on one prefix',
    instead: 'merge rules that differ in one folder into one rule with a group, or split the file for lint',
  } as const;
}

/** A finding about one alias template. */
export function templateFinding(
  { rule, template, ruleIndex, templateIndex }: PlacedTemplate,
  finding: Omit<Finding, 'path' | 'rule' | 'alias'>,
): Finding {
  return { ...finding, path: ['rules', ruleIndex, 'aliases', templateIndex], rule: rule.name, alias: template.text };
}

/** A finding about a field of a rule. `words` is the path of the field in the rule. */
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

/** Whether a text can begin with both prefixes. */
export function prefixesOverlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
