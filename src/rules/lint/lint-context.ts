import type { RuleForm, RuleSet } from '../rule-set.ts';
import type { WrittenRule, WrittenRules } from '../rules-schema.ts';
import type { Finding } from './finding.ts';
import type { Search } from './language/search.ts';
import type { OssTriggers } from './oss-trigger.ts';
import type { Policy } from './policy.ts';

/** All that a check looks at. */
export interface LintContext {
  readonly ruleSet: RuleSet;
  readonly written: WrittenRules;
  readonly search: Search;
  /** What the functions may do, where it was told. */
  readonly policy: Policy | undefined;
  /** The bucket's triggers, where they were told. */
  readonly triggers: OssTriggers | undefined;
}

export type Check = (context: LintContext) => readonly Finding[];

/** A form with its place in the file. */
export interface PlacedForm extends RuleForm {
  readonly ruleIndex: number;
  readonly formIndex: number;
  readonly written: WrittenRule;
}

/** Every form in file order, which is the order in which they own aliases. */
export const formsOf = ({ ruleSet, written }: LintContext): readonly PlacedForm[] =>
  ruleSet.rules.flatMap((rule, ruleIndex) => {
    const source = written.rules[ruleIndex];
    if (source === undefined) return [];
    return rule.forms.map((form, formIndex) => ({ rule, form, ruleIndex, formIndex, written: source }));
  });

/** A finding about one alias of a rule. */
export const ofForm = (
  { rule, form, ruleIndex, formIndex }: PlacedForm,
  finding: Omit<Finding, 'path' | 'rule' | 'alias'>,
): Finding => ({ ...finding, path: ['rules', ruleIndex, 'aliases', formIndex], rule: rule.name, alias: form.text });

/** A finding about a word of a rule. */
export const ofRule = (
  { ruleSet }: LintContext,
  ruleIndex: number,
  words: readonly (string | number)[],
  finding: Omit<Finding, 'path' | 'rule'>,
): Finding => ({
  ...finding,
  path: ['rules', ruleIndex, ...words],
  rule: ruleSet.rules[ruleIndex]?.name ?? '',
});

/** Whether a text can begin with both. */
export const beginAlike = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);
