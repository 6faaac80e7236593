import { memoizeBy } from '../../memoize.ts';
import type { WrittenRule } from '../file/rules-schema.ts';
import type { Rule } from '../rule.ts';
import {
  compileAliasTemplate,
  type SharedTemplate,
  shareAliasTemplate,
  type TemplateScope,
} from './compile-alias-template.ts';
import { compileMarkers } from './compile-markers.ts';
import { compileMatch, USE_SMALLER_REPEATS } from './compile-match.ts';
import { compileRelease } from './compile-release.ts';
import { fallbackOf } from './digest/target-digest.ts';
import { compileOrder } from './order/compile-order.ts';
import { PlacedRule } from './placed/placed-rule.ts';
import { PlacedTemplate } from './placed/placed-template.ts';
import { formOf, type RuleForm } from './rule-form.ts';
import { problemsIn, type RuleProblem, usable } from './rule-problem.ts';
import { matchInState } from './state-problems.ts';

/** The maximum number of RE2 instructions in all regexes of a file. Compiling this many takes about a second. */
export const MOST_FILE_INSTRUCTIONS = 1_000_000;

/** The number of instructions that the remaining regexes of a file can have. */
export interface RegexBudget {
  left: number;
}

/** Compiles a rule. Returns all problems if it is invalid. */
export function compileRule(
  written: WrittenRule,
  budget: RegexBudget = { left: Number.POSITIVE_INFINITY },
): Rule | readonly RuleProblem[] {
  const form = formOf(written);
  const shared = form && compileForm(form.rest);
  return form === undefined || shared === undefined ? compileWhole(written, budget) : placeRule(shared, form, written);
}

/** What all rules of a form share. */
interface SharedRule {
  readonly rule: Rule;
  readonly templates: readonly SharedTemplate[];
}

/** The rule of a form. Undefined if the whole rule must be compiled: it has problems, or RE2 must run one of its patterns. */
const compileForm = memoizeBy(
  (rest: WrittenRule) => JSON.stringify(rest),
  (rest): SharedRule | undefined => {
    const rule = compileWhole(rest, { left: Number.POSITIVE_INFINITY });
    if (!('name' in rule)) return undefined;
    const isShared = rule.pattern.isNative && rule.templates.every(({ keyPattern }) => keyPattern.isNative);
    if (!isShared || rule.templates.some(({ repeats }) => repeats)) return undefined;
    return { rule, templates: rule.templates.map((one, i) => shareAliasTemplate(one, i, rest, rule.order)) };
  },
);

/** Puts a rule into folders. What does not depend on the names of the folders is shared with all rules of the form. */
function placeRule({ rule, templates }: SharedRule, { start, aliasStarts }: RuleForm, written: WrittenRule): Rule {
  const { match, aliases } = written;
  const placed = templates.map((template, i) => {
    const alias = aliases[i] ?? '';
    return new PlacedTemplate(template, aliasStarts[i] ?? '', typeof alias === 'string' ? alias : alias.key, match);
  });
  return new PlacedRule(rule, start, written, placed);
}

function compileWhole(written: WrittenRule, budget: RegexBudget): Rule | readonly RuleProblem[] {
  const { match, size, problems: matchProblems } = compileMatch(written.match);
  budget.left -= size * copiesOf(written);
  if (budget.left <= 0 && match !== undefined) return [TOO_MUCH_REGEX];
  const { order, groups: orderGroups, first: limited, problems: orderProblems } = compileOrder(written, match?.pattern);
  const compiledRelease = match && orderGroups && compileRelease(written, { ...match, orderGroups });
  const release = usable(compiledRelease);
  const scope: TemplateScope = { match, order, limited, release };
  const compiledTemplates = written.aliases.map((_, index) => compileAliasTemplate(written, index, scope));
  const templates = compiledTemplates.flatMap((template) => usable(template) ?? []);
  // Parts of a native pattern can be ambiguous in the keys of an alias, so that RE2 must read them.
  if (size === 0) {
    for (const { keyPattern } of templates) budget.left -= keyPattern.isNative ? 0 : keyPattern.size;
    if (budget.left <= 0) return [TOO_MUCH_REGEX];
  }
  const problems = [
    ...matchProblems,
    ...(match === undefined ? [] : matchInState(match)),
    ...orderProblems,
    ...problemsIn(compiledRelease),
    ...compiledTemplates.flatMap(problemsIn),
    ...fallbackProblem(written, match?.pattern.groups ?? []),
  ];
  if (problems.length > 0 || match === undefined || order === undefined || orderGroups === undefined) {
    return withoutDuplicates(problems);
  }
  // The fields that each decision reads come first: with many rules, every line of the memory cache counts.
  return {
    form: undefined,
    folders: '',
    pattern: match.pattern,
    exclude: match.exclude,
    order,
    markers: written.withdraw
      ? compileMarkers(
          match,
          order.terms.flatMap(({ on }) => on),
        )
      : undefined,
    release,
    prefix: match.prefix,
    name: written.name,
    shape: match.shape,
    orderGroups,
    templates,
    onDelete: typeof written.onDelete === 'string' ? written.onDelete : 'repoint',
    fallback: fallbackOf(written),
    onConflict: written.onConflict,
    guard: written.guard,
  };
}

/** How many times the regexes of a rule are compiled: each alias and each entry of `complete` compiles the groups again. */
function copiesOf({ aliases, release }: WrittenRule): number {
  return 1 + aliases.length + (release?.complete.length ?? 0);
}

/** Removes duplicates, because each alias reports an invalid option of its rule. */
function withoutDuplicates(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.what]), problem])).values()];
}

function fallbackProblem(written: WrittenRule, groups: readonly string[]): readonly RuleProblem[] {
  const group = groups.find((name) => fallbackOf(written)?.includes(`{${name}}`));
  if (group === undefined) return [];
  const what = `onDelete.fallback names {${group}}`;
  const why = 'the fallback is the key of one object for all aliases of the rule, not a template';
  return [{ path: ['onDelete', 'fallback'], what, why, instead: 'write the key itself' }];
}

const TOO_MUCH_REGEX: RuleProblem = {
  path: ['match', 'regex'],
  what: 'the regexes of the file are too large in total',
  why: `up to this rule, they compile to more than ${MOST_FILE_INSTRUCTIONS} instructions, counted once for the rule, each alias and each entry of release.complete`,
  instead: USE_SMALLER_REPEATS,
};

/**
 * Compiles the rules of one file in order. Each result is a rule or its problems. If the regexes are too large in total, the
 * rule that exceeds the limit reports this, and the rules after it are left out.
 */
export function* compileRules(written: Iterable<WrittenRule>): Iterable<Rule | readonly RuleProblem[]> {
  const budget = { left: MOST_FILE_INSTRUCTIONS };
  for (const rule of written) {
    if (budget.left <= 0) return;
    yield compileRule(rule, budget);
  }
}
