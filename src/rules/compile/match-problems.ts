import { LEADING_SLASHES } from '../../object-key.ts';
import { type PatternAtom, regexStart } from '../pattern/pattern-shape.ts';

/** Why a rule could never match a key: which part of `match` says so, and what to write there instead. */
export interface MatchProblem {
  readonly part: 'prefix' | 'regex';
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

export const NO_KEY_BEGINS_WITH_WHY = 'no object key begins with / or \\';

/** What keeps prefix and regex from ever matching, as far as it is certain. `shape`: what is known of the regex. */
export function matchProblems(prefix: string, shape: readonly PatternAtom[] | undefined): readonly MatchProblem[] {
  const start = regexStart(shape ?? []);
  const problems: MatchProblem[] = [];
  if (LEADING_SLASHES.test(prefix)) {
    const instead = `write "${prefix.replace(LEADING_SLASHES, '')}"`;
    problems.push({ part: 'prefix', what: `match.prefix "${prefix}"`, why: NO_KEY_BEGINS_WITH_WHY, instead });
  }
  if (LEADING_SLASHES.test(start)) {
    const instead = 'leave the first character out';
    problems.push({ part: 'regex', what: 'match.regex', why: NO_KEY_BEGINS_WITH_WHY, instead });
  }
  if (problems.length === 0 && !start.startsWith(prefix) && !prefix.startsWith(start)) {
    const why = `the regex wants keys that begin with "${start}"`;
    problems.push({ part: 'prefix', what: `match.prefix "${prefix}"`, why, instead: `write "${start}"` });
  }
  return problems.map((problem) => ({ ...problem, what: `${problem.what} matches nothing` }));
}
