import type { WrittenRule } from '../file/rules-schema.ts';
import { createOrder } from '../orders/orders.ts';
import { groupSources } from '../pattern/alias-pattern.ts';
import { compilePattern, type RefusedPattern } from '../pattern/pattern.ts';
import { patternShape } from '../pattern/pattern-shape.ts';
import type { Rule } from '../rule.ts';
import { compileAliasTemplate, fallbackOf, type TemplateScope } from './compile-alias-template.ts';
import { compileOrderOn } from './compile-order-on.ts';
import { compileRelease } from './compile-release.ts';
import { matchProblems } from './match-problems.ts';
import { orderProblem } from './order-problem.ts';
import type { RuleProblem } from './rule-problem.ts';

/**
 * The maximum number of RE2 instructions in all regexes of a file. Compiling this many takes about a second. The largest
 * possible file of small rules has 200,000.
 */
export const MOST_FILE_INSTRUCTIONS = 1_000_000;

const USE_SMALLER_REPEATS =
  'write * or + instead of repeats with a high bound, because each repetition compiles to a copy';

/** The number of instructions that the remaining regexes of a file can have. */
export interface RegexBudget {
  left: number;
}

/** Compiles a rule. Returns all problems if it is invalid. */
export function compileRule(
  written: WrittenRule,
  budget: RegexBudget = { left: Number.POSITIVE_INFINITY },
): Rule | readonly RuleProblem[] {
  const pattern = compilePattern(written.match.regex);
  const exclude = written.match.exclude === undefined ? undefined : compilePattern(written.match.exclude);
  // Each alias and each entry of `release.complete` compiles the groups that it names again.
  budget.left -=
    ((pattern.size ?? 0) + (exclude?.size ?? 0)) *
    (1 + written.aliases.length + (written.release?.complete.length ?? 0));
  if (budget.left <= 0 && !('refused' in pattern)) return [TOO_MUCH_REGEX];
  const shape = 'refused' in pattern ? undefined : patternShape(pattern.source);
  const on = 'refused' in pattern ? undefined : compileOrderOn(written, pattern);
  const invalidOrder = orderProblem(written.order);
  const order = invalidOrder === undefined ? createOrder(written.order.by, written.order) : undefined;
  const sources = groupSources(shape);
  const release =
    'refused' in pattern || on === undefined || 'what' in on
      ? undefined
      : compileRelease(written, { pattern, on: on.template, sources });
  const scope: TemplateScope = {
    groups: 'refused' in pattern ? undefined : pattern.groups,
    sources,
    order,
    on: on === undefined || 'what' in on ? undefined : on,
    release: release !== undefined && 'of' in release ? release : undefined,
  };
  const templates = written.aliases.map((_, index) => compileAliasTemplate(written, index, scope));
  const problems = [
    ...('refused' in pattern ? [refusedRegex('regex', pattern)] : []),
    ...(exclude !== undefined && 'refused' in exclude ? [refusedRegex('exclude', exclude)] : []),
    ...matchProblems(written.match.prefix, shape).map(({ part, ...problem }) => ({
      path: ['match', part],
      ...problem,
    })),
    ...(on !== undefined && 'what' in on ? [on] : []),
    ...(invalidOrder === undefined ? [] : [invalidOrder]),
    ...(release === undefined || 'of' in release ? [] : release),
    ...templates.flatMap((template) => ('digest' in template ? [] : template)),
    ...(scope.groups === undefined ? [] : fallbackProblem(written, scope.groups)),
  ];
  if (
    problems.length > 0 ||
    'refused' in pattern ||
    (exclude !== undefined && 'refused' in exclude) ||
    order === undefined ||
    scope.on === undefined
  ) {
    return withoutDuplicates(problems);
  }
  return {
    name: written.name,
    prefix: written.match.prefix,
    pattern,
    exclude,
    shape,
    orderName: written.order.by,
    order,
    orderTemplate: scope.on.template,
    orderGroup: scope.on.group,
    templates: templates.flatMap((template) => ('digest' in template ? [template] : [])),
    release: scope.release,
    onDelete: typeof written.onDelete === 'string' ? written.onDelete : 'repoint',
    fallback: fallbackOf(written),
    onConflict: written.onConflict,
    guard: written.guard,
  };
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

const LOOK_AROUND = /\(\?<?[=!]/;

function refusedRegex(word: 'regex' | 'exclude', { refused: why, size }: RefusedPattern): RuleProblem {
  return {
    path: ['match', word],
    what: `the ${word === 'regex' ? 'regex' : 'regex of exclude'} cannot be used`,
    why: size === undefined ? `${why} (regexes use RE2 syntax, which runs in linear time)` : why,
    instead:
      size !== undefined
        ? USE_SMALLER_REPEATS
        : LOOK_AROUND.test(why)
          ? 'write the pattern without look-around, for example with a character class'
          : /invalid escape sequence: `\\[\dk]|`\(\?P`/.test(why)
            ? 'write the pattern without back-references'
            : 'fix the pattern',
  };
}

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
