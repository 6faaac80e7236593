import { AutoaliasError } from '../../autoalias-error.ts';

/** One problem of a rules file. `line` and `column` are 1-based. */
export interface RulesProblem {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly why: string;
  /** What to write instead. */
  readonly instead: string;
}

/** A problem that is computed only if it is shown, because a file can have a hundred thousand problems. */
export type DeferredProblem = () => RulesProblem;

/** The maximum number of problems that are shown. The position of each one requires a search of the file. */
export const MOST_PROBLEMS = 50;

/** A rules file that cannot be used, with its first problems. */
export class RulesInvalid extends AutoaliasError {
  readonly file: string;
  readonly problems: readonly RulesProblem[];
  /** The number of further problems. */
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

/** `file:line:column: what: why; what to do instead`. Editors and CI logs recognize the position. */
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

/** Shortens long quotes from the file. The position in the message leads to the full text. */
function shortenedText(text: string): string {
  const cut = text.replace(/"([^"]{100})[^"]+"/g, '"$1…"').replace(/`([^`]{100})[^`]+`/g, '`$1…`');
  return cut.length > 500 ? `${cut.slice(0, 500)}…` : cut;
}
