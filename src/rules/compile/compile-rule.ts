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
 * What all regexes of a file may come to; it takes about a second to compile so many. The largest file of small rules has
 * 200,000.
 */
export const MOST_FILE_INSTRUCTIONS = 1_000_000;

const SMALLER = 'write * or + for repeats with a high bound: a repeat is written out as often as it may occur';

/** What the regexes of a file may still come to, in instructions. */
export interface RegexBudget {
  left: number;
}

/** Makes a written rule ready for use, or says everything that is wrong with it. */
export function compileRule(
  written: WrittenRule,
  budget: RegexBudget = { left: Number.POSITIVE_INFINITY },
): Rule | readonly RuleProblem[] {
  const pattern = compilePattern(written.match.regex);
  const exclude = written.match.exclude === undefined ? undefined : compilePattern(written.match.exclude);
  // Each alias compiles the groups that it names again, and each file of a release does.
  budget.left -=
    ((pattern.size ?? 0) + (exclude?.size ?? 0)) *
    (1 + written.aliases.length + (written.release?.complete.length ?? 0));
  if (budget.left <= 0 && !('refused' in pattern)) return [TOO_MUCH_REGEX];
  const shape = 'refused' in pattern ? undefined : patternShape(pattern.source);
  const on = 'refused' in pattern ? undefined : compileOrderOn(written, pattern);
  const unordered = orderProblem(written.order);
  const order = unordered === undefined ? createOrder(written.order.by, written.order) : undefined;
  const sources = groupSources(shape);
  const release =
    'refused' in pattern || on === undefined || 'what' in on
      ? undefined
      : compileRelease(written, { pattern, on: on.template, sources });
  const names: TemplateScope = {
    groups: 'refused' in pattern ? undefined : pattern.groups,
    sources,
    order,
    on: on === undefined || 'what' in on ? undefined : on,
    release: release !== undefined && 'of' in release ? release : undefined,
  };
  const templates = written.aliases.map((_, index) => compileAliasTemplate(written, index, names));
  const problems = [
    ...('refused' in pattern ? [refusedRegex('regex', pattern)] : []),
    ...(exclude !== undefined && 'refused' in exclude ? [refusedRegex('exclude', exclude)] : []),
    ...matchProblems(written.match.prefix, shape).map(({ part, ...problem }) => ({
      path: ['match', part],
      ...problem,
    })),
    ...(on !== undefined && 'what' in on ? [on] : []),
    ...(unordered === undefined ? [] : [unordered]),
    ...(release === undefined || 'of' in release ? [] : release),
    ...templates.flatMap((template) => ('digest' in template ? [] : template)),
    ...(names.groups === undefined ? [] : fallbackProblem(written, names.groups)),
  ];
  if (
    problems.length > 0 ||
    'refused' in pattern ||
    (exclude !== undefined && 'refused' in exclude) ||
    order === undefined ||
    names.on === undefined
  ) {
    return onceEach(problems);
  }
  return {
    name: written.name,
    prefix: written.match.prefix,
    pattern,
    exclude,
    shape,
    orderName: written.order.by,
    order,
    orderTemplate: names.on.template,
    orderGroup: names.on.group,
    templates: templates.flatMap((template) => ('digest' in template ? [template] : [])),
    release: names.release,
    onDelete: typeof written.onDelete === 'string' ? written.onDelete : 'repoint',
    fallback: fallbackOf(written),
    onConflict: written.onConflict,
    guard: written.guard,
  };
}

/** What the rule says for all its aliases is wrong once. */
function onceEach(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.what]), problem])).values()];
}

function fallbackProblem(written: WrittenRule, groups: readonly string[]): readonly RuleProblem[] {
  const group = groups.find((name) => fallbackOf(written)?.includes(`{${name}}`));
  if (group === undefined) return [];
  const what = `onDelete.fallback names {${group}}`;
  const why = 'it is the key of one object, for all aliases of the rule, and no template';
  return [{ path: ['onDelete', 'fallback'], what, why, instead: 'write the key itself' }];
}

const TOO_MUCH_REGEX: RuleProblem = {
  path: ['match', 'regex'],
  what: 'the regexes of the file are too large together',
  why: `with this rule they compile to more than ${MOST_FILE_INSTRUCTIONS} instructions, counted once for the rule, each alias and each file of release.complete`,
  instead: SMALLER,
};

const LOOK_AROUND = /\(\?<?[=!]/;

function refusedRegex(word: 'regex' | 'exclude', { refused: why, size }: RefusedPattern): RuleProblem {
  return {
    path: ['match', word],
    what: `the ${word === 'regex' ? 'regex' : 'regex of exclude'} cannot be used`,
    why: size === undefined ? `${why} (only what runs in linear time is taken, RE2 syntax)` : why,
    instead:
      size !== undefined
        ? SMALLER
        : LOOK_AROUND.test(why)
          ? 'write the pattern without look-around, e.g. with a character class'
          : /invalid escape sequence: `\\[\dk]|`\(\?P`/.test(why)
            ? 'write the pattern without back-references'
            : 'mend the pattern',
  };
}

/**
 * The rules of one file, in its order, each compiled or with what is wrong with it. Where the regexes get too large
 * together, the last one says so and the rest are left out.
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
