import type { ExitCode } from './exit-code.ts';

/** The result of a command, for people and for programs. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** Printed with `--json`. Undefined if the command has already printed everything. */
  readonly json: unknown;
  /** Printed without `--json`. Each one is a single line: a line feed inside it is escaped. */
  readonly lines: readonly string[];
  /** Whether the lines are data for programs, which are escaped only for a terminal. */
  readonly isData?: boolean;
}
