import { AutoaliasError } from '../../autoalias-error.ts';

/** One thing wrong with a rules file. `line` and `column` are 1-based. */
export interface RulesProblem {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Computes a problem when it is shown, since a file can have a hundred thousand. */
export type DeferredProblem = () => RulesProblem;

/** How many are shown. People do not read more at once, and each costs a search of the file for its place. */
export const MOST_PROBLEMS = 50;

/** Rules that must not be used, with the first problems that were found. */
export class RulesInvalid extends AutoaliasError {
  readonly file: string;
  readonly problems: readonly RulesProblem[];
  /** How many further problems there are. */
  readonly more: number;
  /** The message, one problem per line. */
  readonly lines: readonly string[];

  constructor(file: string, found: readonly DeferredProblem[], cause?: unknown) {
    const problems = found.slice(0, MOST_PROBLEMS).map((problem) => shortened(problem()));
    const more = found.length - problems.length;
    const shown = problems.map((problem) => formatProblem(file, problem));
    const lines = more === 0 ? shown : [...shown, `${file}: and ${more} more`];
    super('rules-invalid', lines.join('\n'), { cause });
    this.name = 'RulesInvalid';
    this.file = file;
    this.problems = problems;
    this.more = more;
    this.lines = lines;
  }
}

/** `file:line:column: what, why, what instead`, as editors and CI logs follow it. */
export function formatProblem(file: string, problem: RulesProblem): string {
  return `${file}:${problem.line}:${problem.column}: ${problem.what}: ${problem.why}; ${problem.instead}`;
}

function shortened(problem: RulesProblem): RulesProblem {
  return {
    ...problem,
    what: shortenedText(problem.what),
    why: shortenedText(problem.why),
    instead: shortenedText(problem.instead),
  };
}

/** Shortens quoted values of the file, which the position shows in full. */
function shortenedText(text: string): string {
  const cut = text.replace(/"([^"]{100})[^"]+"/g, '"$1…"').replace(/`([^`]{100})[^`]+`/g, '`$1…`');
  return cut.length > 500 ? `${cut.slice(0, 500)}…` : cut;
}
