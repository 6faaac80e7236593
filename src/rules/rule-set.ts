import { createPrefixIndex, type PrefixIndex } from './match/prefix-index.ts';
import { regexStart } from './pattern/pattern-shape.ts';
import { literalStart } from './pattern/template.ts';
import type { AliasTemplate, Rule } from './rule.ts';

/** An alias template and its rule. */
export interface RuleTemplate {
  readonly rule: Rule;
  readonly template: AliasTemplate;
}

/** All rules of one file, in file order, with indexes to look them up by key. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly byPrefix: PrefixIndex<Rule>;
  /** Rules by the text with which all their candidates begin. This text is often longer than the prefix. */
  readonly byStart: PrefixIndex<Rule>;
  /** Templates by the text with which their aliases begin. Finds the owner of an alias without trying every template. */
  readonly templatesByPrefix: PrefixIndex<RuleTemplate>;
}

/** Creates the indexes for compiled rules. */
export function createRuleSet(rules: readonly Rule[]): RuleSet {
  return {
    rules,
    byPrefix: createPrefixIndex(rules.map((rule) => [rule.prefix, rule])),
    byStart: createPrefixIndex(rules.map((rule) => [candidateStart(rule), rule])),
    templatesByPrefix: createPrefixIndex(
      rules.flatMap((rule) =>
        rule.templates.map((template) => [literalStart(template.pieces), { rule, template }] as const),
      ),
    ),
  };
}

/** The text with which every candidate of a rule begins. */
export function candidateStart({ prefix, shape }: Rule): string {
  const start = regexStart(shape ?? []);
  return start.length > prefix.length ? start : prefix;
}
