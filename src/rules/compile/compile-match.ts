import type { WrittenRule } from '../file/rules-schema.ts';
import { groupSources } from '../pattern/alias-pattern.ts';
import { compilePattern, type Pattern, type RefusedPattern } from '../pattern/pattern.ts';
import { type PatternAtom, patternShape } from '../pattern/pattern-shape.ts';
import { matchProblems } from './match-problems.ts';
import type { RuleProblem } from './rule-problem.ts';

/** The compiled `match` of a rule. */
export interface CompiledMatch {
  readonly prefix: string;
  readonly pattern: Pattern;
  readonly exclude: Pattern | undefined;
  /** The parsed regex. Undefined if its syntax is not supported. */
  readonly shape: readonly PatternAtom[] | undefined;
  /** The regex of each group. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The result of {@link compileMatch}. */
export interface MatchResult {
  /** Undefined if the regex is invalid. Defined if only other parts are, so that the rest of the rule is checked too. */
  readonly match: CompiledMatch | undefined;
  /** The number of instructions of all regexes, also of those that are too large. */
  readonly size: number;
  readonly problems: readonly RuleProblem[];
}

/** Compiles `match`. */
export function compileMatch({ prefix, regex, exclude: excluded }: WrittenRule['match']): MatchResult {
  const pattern = compilePattern(regex);
  const exclude = excluded === undefined ? undefined : compilePattern(excluded);
  const shape = 'refused' in pattern ? undefined : patternShape(pattern.source);
  const problems = [
    ...refusedRegex('regex', pattern),
    ...refusedRegex('exclude', exclude),
    ...matchProblems(prefix, shape).map(({ part, ...problem }) => ({ path: ['match', part], ...problem })),
  ];
  const match =
    'refused' in pattern
      ? undefined
      : { prefix, pattern, exclude: usablePattern(exclude), shape, sources: groupSources(shape) };
  return { match, size: (pattern.size ?? 0) + (exclude?.size ?? 0), problems };
}

function usablePattern(pattern: Pattern | RefusedPattern | undefined): Pattern | undefined {
  return pattern === undefined || 'refused' in pattern ? undefined : pattern;
}

/** What to write instead of a regex that is too large. */
export const USE_SMALLER_REPEATS =
  'write * or + instead of repeats with a high bound, because each repetition compiles to a copy';

function refusedRegex(
  word: 'regex' | 'exclude',
  pattern: Pattern | RefusedPattern | undefined,
): readonly RuleProblem[] {
  if (pattern === undefined || !('refused' in pattern)) return [];
  const { refused: why, size } = pattern;
  return [
    {
      path: ['match', word],
      what: `the ${word === 'regex' ? 'regex' : 'regex of exclude'} cannot be used`,
      why: size === undefined ? `${why} (regexes use RE2 syntax, which runs in linear time)` : why,
      instead: size === undefined ? syntaxInstead(why) : USE_SMALLER_REPEATS,
    },
  ];
}

const LOOK_AROUND = /\(\?<?[=!]/;
const BACK_REFERENCE = /invalid escape sequence: `\\[\dk]|`\(\?P`/;

/** What to write instead of syntax that RE2 does not have. */
function syntaxInstead(why: string): string {
  if (LOOK_AROUND.test(why)) return 'write the pattern without look-around, for example with a character class';
  return BACK_REFERENCE.test(why) ? 'write the pattern without back-references' : 'fix the pattern';
}
