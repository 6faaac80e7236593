import type { WrittenRule } from '../file/rules-schema.ts';
import type { Rule } from '../rule.ts';
import { compileAliasTemplate, fallbackOf, type TemplateScope } from './compile-alias-template.ts';
import { compileMarkers } from './compile-markers.ts';
import { compileMatch, USE_SMALLER_REPEATS } from './compile-match.ts';
import { compileRelease } from './compile-release.ts';
import { compileOrder } from './order/compile-order.ts';
import { problemsIn, type RuleProblem, usable } from './rule-problem.ts';
import { matchInState } from './state-problems.ts';

/**
 * The maximum number of RE2 instructions in all regexes of a file. Compiling this many takes about a second. The largest
 * possible file of small rules has 200,000.
 */
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
  const { match, size, problems: matchProblems } = compileMatch(written.match);
  budget.left -= size * copiesOf(written);
  if (budget.left <= 0 && match !== undefined) return [TOO_MUCH_REGEX];
  const { order, groups: orderGroups, first: limited, problems: orderProblems } = compileOrder(written, match?.pattern);
  const compiledRelease = match && orderGroups && compileRelease(written, { ...match, orderGroups });
  const release = usable(compiledRelease);
  const scope: TemplateScope = { match, order, limited, release };
  const compiledTemplates = written.aliases.map((_, index) => compileAliasTemplate(written, index, scope));
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
  return {
    name: written.name,
    prefix: match.prefix,
    pattern: match.pattern,
    exclude: match.exclude,
    shape: match.shape,
    order,
    orderGroups,
    templates: compiledTemplates.flatMap((template) => usable(template) ?? []),
    release,
    onDelete: typeof written.onDelete === 'string' ? written.onDelete : 'repoint',
    fallback: fallbackOf(written),
    onConflict: written.onConflict,
    guard: written.guard,
    markers: written.withdraw
      ? compileMarkers(
          match,
          order.terms.flatMap(({ on }) => on),
        )
      : undefined,
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
export function compileRules(written: readonly WrittenRule[]): readonly (Rule | readonly RuleProblem[])[] {
  const budget = { left: MOST_FILE_INSTRUCTIONS };
  const compiled: (Rule | readonly RuleProblem[])[] = [];
  for (const rule of written) {
    if (budget.left <= 0) break;
    compiled.push(compileRule(rule, budget));
  }
  return compiled;
}
