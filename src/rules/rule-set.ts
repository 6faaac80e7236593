import { type FormPlan, planForm } from './form/form-plan.ts';
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
  /** Whether its aliases are not checked, see `isNeverRefused`. Undefined until the first key needs it. */
  isNeverRefused: boolean | undefined;
}

/**
 * A rule of a set of rules. A decision reads the first five fields, which are 40 bytes, and nothing else of the rule. The
 * processor waits for memory about once for each 64 bytes, and each wait takes about a tenth as long as the rest of a decision.
 */
export interface RuleEntry {
  /** How its form decides. Undefined if the rule itself decides. */
  readonly plan: FormPlan | undefined;
  /** The folders with which all candidates begin, without those of the form. */
  readonly folders: string;
  /**
   * The literal text with which the aliases of each template begin. Undefined if that is the folders and the start of the
   * planned template, for each of them. The texts of the templates then also begin with the folders.
   */
  readonly starts: readonly string[] | undefined;
  /** The same for all templates together. */
  isNeverRefused: boolean | undefined;
  readonly name: string;
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
  const planOf = memoizePlans();
  const entries = rules.map((rule) => createEntry(rule, planOf));
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

type PlanOf = (form: Rule) => FormPlan | undefined;

/** Plans each form once. */
function memoizePlans(): PlanOf {
  const plans = new Map<Rule, FormPlan | undefined>();
  return (form) => {
    if (!plans.has(form)) plans.set(form, planForm(form));
    return plans.get(form);
  };
}

function createEntry(rule: Rule, planOf: PlanOf): RuleEntry {
  const { form, folders } = rule;
  const plan = form && planOf(form);
  const isPlanned = rule.templates.every(({ start }, i) => start === folders + (plan?.templates[i]?.start ?? ''));
  return {
    plan,
    folders,
    starts: isPlanned ? undefined : rule.templates.map(({ start }) => start),
    isNeverRefused: undefined,
    name: rule.name,
    rule,
    templates: rule.templates.map((template) => ({ rule, template, isNeverRefused: undefined })),
  };
}

/** The text with which every candidate of a rule begins. */
export function candidateStart(rule: Rule): string {
  const { form, folders } = rule;
  // The pattern of a rule with a form is compiled when it is read.
  if (form !== undefined) return folders + candidateStart(form);
  const { pattern, prefix, shape } = rule;
  if (pattern.start === prefix) return pattern.start;
  const start = regexStart(shape ?? []);
  return start.length > prefix.length ? start : prefix;
}
