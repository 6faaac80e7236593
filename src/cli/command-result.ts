import type { ExitCode } from './exit-code.ts';

/** What a command found, for people and for programs. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** Printed with `--json`; undefined where all of it was printed as it came. */
  readonly json: unknown;
  /** Printed without `--json`. Each one is a single line: a line feed inside it is escaped. */
  readonly lines: readonly string[];
  /** The lines are data for programs: they are escaped only for a terminal. */
  readonly isData?: boolean;
}
