import { AutoaliasError } from '../autoalias-error.ts';

/** One thing wrong with a rules file. `line` and `column` are 1-based. */
export interface RulesProblem {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Rules that must not be used, with every problem that was found. */
export class RulesInvalid extends AutoaliasError {
  readonly file: string;
  readonly problems: readonly RulesProblem[];

  constructor(file: string, problems: readonly RulesProblem[], cause?: unknown) {
    super('rules-invalid', problems.map((problem) => formatProblem(file, problem)).join('\n'), { cause });
    this.name = 'RulesInvalid';
    this.file = file;
    this.problems = problems;
  }
}

/** `file:line:column: what, why, what instead`, as editors and CI logs follow it. */
export const formatProblem = (file: string, problem: RulesProblem): string =>
  `${file}:${problem.line}:${problem.column}: ${problem.what}: ${problem.why}; ${problem.instead}`;
