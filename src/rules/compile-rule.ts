import { groupSources } from './alias-pattern.ts';
import { compileForm, fallbackOf, type Names } from './compile-form.ts';
import { compileOn } from './compile-on.ts';
import { compileRelease } from './compile-release.ts';
import { matchProblems } from './match-problems.ts';
import { orderProblem } from './order-problem.ts';
import { createOrder } from './orders/orders.ts';
import { compilePattern } from './pattern.ts';
import { patternShape } from './pattern-shape.ts';
import type { Rule } from './rule.ts';
import type { Path } from './rules-document.ts';
import type { WrittenRule } from './rules-schema.ts';

/** A problem before it has a line: `path` is relative to the rule. */
export interface RuleProblem {
  readonly path: Path;
  /** Where in the text at `path`, counted from 0. */
  readonly at?: number;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Makes a written rule ready for use, or says everything that is wrong with it. */
export const compileRule = (written: WrittenRule): Rule | readonly RuleProblem[] => {
  const pattern = compilePattern(written.match.regex);
  const exclude = written.match.exclude === undefined ? undefined : compilePattern(written.match.exclude);
  const shape = 'refused' in pattern ? undefined : patternShape(pattern.source);
  const on = 'refused' in pattern ? undefined : compileOn(written, pattern);
  const unordered = orderProblem(written.order);
  const order = unordered === undefined ? createOrder(written.order.by, written.order) : undefined;
  const sources = groupSources(shape);
  const release =
    'refused' in pattern || on === undefined || 'what' in on
      ? undefined
      : compileRelease(written, { pattern, on: on.template, sources });
  const names: Names = {
    groups: 'refused' in pattern ? undefined : pattern.groups,
    sources,
    order,
    on: on === undefined || 'what' in on ? undefined : on,
    release: release !== undefined && 'of' in release ? release : undefined,
  };
  const forms = written.aliases.map((_, index) => compileForm(written, index, names));
  const problems = [
    ...('refused' in pattern ? [refusedRegex('regex', pattern.refused)] : []),
    ...(exclude !== undefined && 'refused' in exclude ? [refusedRegex('exclude', exclude.refused)] : []),
    ...matchProblems(written.match.prefix, shape).map(({ part, ...problem }) => ({
      path: ['match', part],
      ...problem,
    })),
    ...(on !== undefined && 'what' in on ? [on] : []),
    ...(unordered === undefined ? [] : [unordered]),
    ...(release === undefined || 'of' in release ? [] : release),
    ...forms.flatMap((form) => ('digest' in form ? [] : form)),
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
    on: names.on.template,
    onGroup: names.on.group,
    forms: forms.flatMap((form) => ('digest' in form ? [form] : [])),
    release: names.release,
    onDelete: typeof written.onDelete === 'string' ? written.onDelete : 'repoint',
    fallback: fallbackOf(written),
    onConflict: written.onConflict,
    guard: written.guard,
  };
};

/** What the rule says for all its aliases is wrong once. */
const onceEach = (problems: readonly RuleProblem[]): readonly RuleProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.what]), problem])).values(),
];

const fallbackProblem = (written: WrittenRule, groups: readonly string[]): readonly RuleProblem[] => {
  const group = groups.find((name) => fallbackOf(written)?.includes(`{${name}}`));
  if (group === undefined) return [];
  const what = `onDelete.fallback names {${group}}`;
  const why = 'it is the key of one object, for all aliases of the rule, and no template';
  return [{ path: ['onDelete', 'fallback'], what, why, instead: 'write the key itself' }];
};

const LOOK_AROUND = /\(\?<?[=!]/;

const refusedRegex = (word: 'regex' | 'exclude', why: string): RuleProblem => ({
  path: ['match', word],
  what: `the ${word === 'regex' ? 'regex' : 'regex of exclude'} cannot be used`,
  why: `${why} (only what runs in linear time is taken, RE2 syntax)`,
  instead: LOOK_AROUND.test(why)
    ? 'write the pattern without look-around, e.g. with a character class'
    : /invalid escape sequence: `\\[\dk]|`\(\?P`/.test(why)
      ? 'write the pattern without back-references'
      : 'mend the pattern',
});
