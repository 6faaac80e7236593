import { Option } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';

/** The flag of every command that counts unread objects. */
export interface StrictFlag {
  /** Exit with 3 if a rule matches objects that its order cannot read. */
  readonly strict?: boolean;
}

export function strictOption(): Option {
  return new Option('--strict', 'exit with code 3 if a rule matches objects that its order cannot read');
}

/** The exit code under `--strict`. A code that reports a problem already stays. */
export function strictExit(exitCode: ExitCode, { strict = false }: StrictFlag, unread: number): ExitCode {
  return strict && unread > 0 && exitCode === EXIT.done ? EXIT.differences : exitCode;
}
