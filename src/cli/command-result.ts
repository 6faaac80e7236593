import type { ExitCode } from './exit-code.ts';

/** What a command found: the same thing for people and for programs. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** Printed with `--json`; undefined where all of it was printed as it came. */
  readonly json: unknown;
  /** Printed without it. */
  readonly text: string;
}
