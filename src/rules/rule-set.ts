import { createPrefixIndex, type PrefixIndex } from './match/prefix-index.ts';
import { regexStart } from './pattern/pattern-shape.ts';
import type { AliasTemplate, Rule } from './rule.ts';

/** An alias template and its rule. */
export interface RuleTemplate {
  readonly rule: Rule;
  readonly template: AliasTemplate;
}

/** A template of a set of rules, and what is known about all its aliases. */
export interface TemplateEntry extends RuleTemplate {
  /** The start of the template. Most decisions read it here, and do not read the template. */
  readonly start: string;
  /** Whether its aliases are not checked, see `isNeverRefused`. Undefined until the first key needs it. */
  isNeverRefused: boolean | undefined;
}

/** A rule of a set of rules, with its templates. */
export interface RuleEntry {
  readonly form: Rule | undefined;
  readonly folders: string;
  readonly rule: Rule;
  readonly templates: readonly TemplateEntry[];
}

/** All rules of one file, in file order, with indexes to look them up by key. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** The same rules, with what is known about their templates in this set. */
  readonly entries: readonly RuleEntry[];
  readonly byPrefix: PrefixIndex<Rule>;
  /** Rules by the text with which all their candidates begin. This text is often longer than the prefix. */
  readonly byStart: PrefixIndex<RuleEntry>;
  /** Templates by the text with which their aliases begin. Finds the owner of an alias without trying every template. */
  readonly templatesByPrefix: PrefixIndex<TemplateEntry>;
}

/** Creates the indexes for compiled rules. */
export function createRuleSet(rules: readonly Rule[]): RuleSet {
  const entries = rules.map(
    (rule): RuleEntry => ({
      form: rule.form,
      folders: rule.folders,
      rule,
      templates: rule.templates.map((template) => ({
        start: template.start,
        rule,
        template,
        isNeverRefused: undefined,
      })),
    }),
  );
  let byPrefix: RuleSet['byPrefix'] | undefined;
  return {
    rules,
    entries,
    // Only markers and releases need it.
    get byPrefix() {
      byPrefix ??= createPrefixIndex(rules.map((rule) => [rule.prefix, rule]));
      return byPrefix;
    },
    byStart: createPrefixIndex(entries.map((entry) => [candidateStart(entry.rule), entry])),
    templatesByPrefix: createPrefixIndex(
      entries.flatMap(({ templates }) => templates.map((entry) => [entry.template.start, entry] as const)),
    ),
  };
}

/** The text with which every candidate of a rule begins. */
export function candidateStart({ pattern, prefix, shape }: Rule): string {
  if (pattern.start === prefix) return pattern.start;
  const start = regexStart(shape ?? []);
  return start.length > prefix.length ? start : prefix;
}
