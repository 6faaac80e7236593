import { CommanderError } from 'commander';
import { AutoaliasError } from '../autoalias-error.ts';
import { codeOf, messageOf } from '../error-text.ts';
import { RulesInvalid } from '../rules/file/rules-problem.ts';
import { SettingsInvalid } from './dev/settings/dev-config.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { escapeForTerminal } from './terminal/escape-for-terminal.ts';
import { Interrupted } from './terminal/prompter.ts';

/** How an error is reported: to people on standard error, with `--json` to programs, and by the exit code. */
export interface ErrorReport {
  readonly exitCode: ExitCode;
  /** The same codes as in the HTTP API. */
  readonly code: string;
  readonly message: string;
  /** Escaped for a terminal. Empty if the message was printed already. */
  readonly lines: readonly string[];
}

/** Errors of the command line or its environment. */
const WRONG_USE: ReadonlySet<string> = new Set(['usage', 'request-malformed', 'limit-exceeded']);

/** Reports an error. An unexpected one includes its stack. */
export function errorReport(error: unknown): ErrorReport {
  if (error instanceof CommanderError) {
    // Commander has printed it, with a hint.
    return { exitCode: EXIT.usage, code: 'usage', message: error.message.replace(/^error: /, ''), lines: [] };
  }
  if (error instanceof Interrupted) {
    const { message } = error;
    return { exitCode: EXIT.interrupted, code: 'interrupted', message, lines: prefixed(message) };
  }
  if (error instanceof AutoaliasError) {
    const { code, message } = error;
    return { exitCode: WRONG_USE.has(code) ? EXIT.usage : EXIT.failed, code, message, lines: linesOf(error) };
  }
  if (isOfTheSystem(error)) {
    const { message } = error;
    return { exitCode: EXIT.failed, code: 'system', message, lines: prefixed(message) };
  }
  const message = messageOf(error);
  const lines = [...prefixed('this should not happen; please report it with what follows'), ...traceOf(error, message)];
  return { exitCode: EXIT.failed, code: 'internal', message, lines };
}

function prefixed(message: string): readonly string[] {
  return [`autoalias: ${escapeForTerminal(message)}`];
}

/** Editors and CI logs follow file:line:column only at the start of a line. */
function linesOf(error: AutoaliasError): readonly string[] {
  if (error instanceof RulesInvalid) return rulesProblemLines(error);
  const { message, cause } = error;
  if (cause instanceof RulesInvalid && message.endsWith(`\n${cause.message}`)) {
    return [...prefixed(message.slice(0, -cause.message.length - 1)), ...rulesProblemLines(cause)];
  }
  return error instanceof SettingsInvalid ? error.lines.flatMap(prefixed) : prefixed(message);
}

/** The problems of a rules file, one line each, escaped for a terminal. */
export function rulesProblemLines({ lines }: RulesInvalid): readonly string[] {
  return lines.map(escapeForTerminal);
}

/** The message can contain line feeds, so only lines of the stack that look like frames are printed. */
function traceOf(error: unknown, message: string): readonly string[] {
  if (!(error instanceof Error)) return [escapeForTerminal(message)];
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return [`${error.name}: ${message}`, ...frames].map(escapeForTerminal);
}

/** An error of the operating system (permission, space, missing file). Its message names the call and the path. */
function isOfTheSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && codeOf(error) !== undefined;
}
