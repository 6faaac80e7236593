import { LEADING_SLASHES } from '../../object-key.ts';
import { type PatternAtom, regexStart } from '../pattern/pattern-shape.ts';

/** A reason why a rule can never match a key. */
export interface MatchProblem {
  /** The part of `match` that causes the problem. */
  readonly part: 'prefix' | 'regex';
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Why a leading slash in a prefix, a regex or a template is a problem. */
export const NO_KEY_BEGINS_WITH_WHY = 'no object key begins with / or \\';

/**
 * Finds reasons why the prefix and the regex can never match a key. Only reports problems that are certain.
 *
 * @param shape the parsed regex, or undefined if it could not be parsed.
 */
export function matchProblems(prefix: string, shape: readonly PatternAtom[] | undefined): readonly MatchProblem[] {
  const start = regexStart(shape ?? []);
  const problems: MatchProblem[] = [];
  if (LEADING_SLASHES.test(prefix)) {
    const instead = `write "${prefix.replace(LEADING_SLASHES, '')}"`;
    problems.push({ part: 'prefix', what: `match.prefix "${prefix}"`, why: NO_KEY_BEGINS_WITH_WHY, instead });
  }
  if (LEADING_SLASHES.test(start)) {
    const instead = 'remove the first character';
    problems.push({ part: 'regex', what: 'match.regex', why: NO_KEY_BEGINS_WITH_WHY, instead });
  }
  if (problems.length === 0 && !start.startsWith(prefix) && !prefix.startsWith(start)) {
    const why = `the regex only matches keys that begin with "${start}"`;
    problems.push({ part: 'prefix', what: `match.prefix "${prefix}"`, why, instead: `write "${start}"` });
  }
  return problems.map((problem) => ({ ...problem, what: `${problem.what} does not match any key` }));
}
