import { CommanderError } from 'commander';
import { AutoaliasError } from '../autoalias-error.ts';
import { RulesInvalid } from '../rules/rules-problem.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Interrupted } from './interrupted.ts';

/** How an error is told: to people on standard error, with `--json` to programs, and by the exit code. */
export interface ErrorReport {
  readonly exitCode: ExitCode;
  /** The same words as in the HTTP API's errors. */
  readonly code: string;
  readonly message: string;
  /** Empty where somebody said it already. */
  readonly text: string;
}

/** Codes that mean: this command line or its environment could never work. */
const WRONG_USE: ReadonlySet<string> = new Set(['usage', 'request-malformed']);

/** Says of an error what a person can do about it; of one that nobody foresaw, where it came from. */
export const errorReport = (error: unknown): ErrorReport => {
  if (error instanceof CommanderError) {
    // Printed by commander itself, with its hint.
    return { exitCode: EXIT.usage, code: 'usage', message: error.message.replace(/^error: /, ''), text: '' };
  }
  if (error instanceof Interrupted) {
    const { message } = error;
    return { exitCode: EXIT.interrupted, code: 'interrupted', message, text: `autoalias: ${message}` };
  }
  if (error instanceof AutoaliasError) {
    const { code, message } = error;
    // Problems of a rules file begin with file:line:column, which editors and CI logs follow only at the start of a line.
    const text = error instanceof RulesInvalid ? message : `autoalias: ${message}`;
    return { exitCode: WRONG_USE.has(code) ? EXIT.usage : EXIT.failed, code, message, text };
  }
  if (isOfTheSystem(error)) {
    const { message } = error;
    return { exitCode: EXIT.failed, code: 'system', message, text: `autoalias: ${message}` };
  }
  const message = error instanceof Error ? error.message : String(error);
  const trace = error instanceof Error ? (error.stack ?? message) : message;
  const text = `autoalias: this should not happen; please report it with what follows\n${trace}`;
  return { exitCode: EXIT.failed, code: 'internal', message, text };
};

/** What the operating system refused (no right, no room, no such file): its message names the call and the path. */
const isOfTheSystem = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
