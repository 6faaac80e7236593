import type { WrittenRule } from '../file/rules-schema.ts';
import { compileKeyTemplate } from '../key-template/key-pattern.ts';
import { compilePattern, type Pattern, type RefusedPattern } from '../pattern/pattern.ts';
import type { PatternAtom } from '../pattern/pattern-shape.ts';
import { type ParsedShape, parseShape } from '../pattern/shared-shape.ts';
import { matchProblems } from './match-problems.ts';
import type { RuleProblem } from './rule-problem.ts';

/** The compiled `match` of a rule. */
export interface CompiledMatch {
  readonly prefix: string;
  readonly pattern: Pattern;
  readonly exclude: Pattern | undefined;
  /** The parsed regex, or that of the key template. Undefined if its syntax is not supported. */
  readonly shape: readonly PatternAtom[] | undefined;
  /** The regex of each group. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The result of {@link compileMatch}. */
export interface MatchResult {
  /** Undefined if the regex is invalid. Defined if only other parts are, so that the rest of the rule is checked too. */
  readonly match: CompiledMatch | undefined;
  /** The number of instructions of the regexes that RE2 runs, also of those that are too large. */
  readonly size: number;
  readonly problems: readonly RuleProblem[];
}

/** Compiles `match`. */
export function compileMatch(written: WrittenRule['match']): MatchResult {
  const exclude = written.exclude === undefined ? undefined : compilePattern(written.exclude);
  const { pattern, prefix, shape, sources, size, problems } =
    'key' in written ? compileKey(written) : compileRegex(written);
  return {
    match: pattern && { prefix, pattern, exclude: usablePattern(exclude), shape, sources },
    size: size + re2Size(exclude),
    problems: [...problems, ...refusedRegex('exclude', exclude)],
  };
}

/** One of the two ways to write `match`, compiled. The pattern is undefined if it is invalid. */
interface CompiledForm
  extends Pick<CompiledMatch, 'prefix' | 'shape' | 'sources'>,
    Pick<MatchResult, 'size' | 'problems'> {
  readonly pattern: Pattern | undefined;
}

type WrittenForm<Name extends string> = Extract<WrittenRule['match'], { readonly [name in Name]: string }>;

function compileKey({ key }: WrittenForm<'key'>): CompiledForm {
  const pattern = compileKeyTemplate(key);
  if ('why' in pattern) {
    const what = `the key template "${key}" cannot be used`;
    const problems = [{ path: ['match', 'key'], what, ...pattern }];
    return { pattern: undefined, prefix: '', ...NOT_PARSED, size: 0, problems };
  }
  const { source, template } = pattern;
  return { pattern, prefix: template.start, ...parseShape(source), size: re2Size(pattern), problems: [] };
}

function compileRegex({ prefix, regex }: WrittenForm<'regex'>): CompiledForm {
  const pattern = compilePattern(regex);
  const { shape, sources }: ParsedShape = 'refused' in pattern ? NOT_PARSED : parseShape(pattern.source);
  const problems = [
    ...refusedRegex('regex', pattern),
    ...matchProblems(prefix, shape).map(({ part, ...problem }) => ({ path: ['match', part], ...problem })),
  ];
  return { pattern: usablePattern(pattern), prefix, shape, sources, size: re2Size(pattern), problems };
}

const NOT_PARSED: ParsedShape = { shape: undefined, sources: new Map() };

/** Native patterns are compiled when a key needs them, so they cost a start nothing. */
function re2Size(pattern: Pattern | RefusedPattern | undefined): number {
  return pattern === undefined || ('isNative' in pattern && pattern.isNative) ? 0 : (pattern.size ?? 0);
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
