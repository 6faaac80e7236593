import { CommanderError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { errorReport } from './error-report.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { ossutilArguments } from './ossutil/ossutil-arguments.ts';
import { type OssutilExitCode, ossutilExitCode } from './ossutil/ossutil-exit-code.ts';
import { buildProgram } from './program.ts';
import { escapeHidden } from './terminal/escape-for-terminal.ts';
import { guardIo } from './terminal/guard-io.ts';
import { jsonDocument, jsonLine } from './terminal/json-text.ts';

/**
 * Runs one command line and returns its exit code. Results go to `io.out`, everything else to `io.err`. With `--json`,
 * an error is a result too. All errors of commands are caught here.
 */
export async function runCli(given: readonly string[], streams: CliIo): Promise<ExitCode | OssutilExitCode> {
  const args = jsonBehindCommand(isOssutilLine(given) ? ossutilArguments(given) : given);
  const io = guardIo(streams);
  let exitCode: ExitCode = EXIT.done;
  const program = buildProgram(io, (result, json) => {
    exitCode = result.exitCode;
    if (json) {
      if (result.json !== undefined) io.out(`${jsonDocument(result.json)}\n`);
      return;
    }
    if (result.lines.length === 0) return;
    if (result.isData === true && io.outIsTerminal !== true) streams.out(`${result.lines.join('\n')}\n`);
    else io.out(`${result.lines.map(escapeHidden).join('\n')}\n`);
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const report = errorReport(error);
    if (args.includes('--json')) io.out(`${jsonLine({ error: { code: report.code, message: report.message } })}\n`);
    if (report.lines.length > 0) io.err(`${report.lines.join('\n')}\n`);
    return args[0] === 'api' ? ossutilExitCode(report.code) : report.exitCode;
  }
}

/** `api`, or an option before it: no command of autoalias's own begins with an option. */
function isOssutilLine(args: readonly string[]): boolean {
  return args[0] === 'api' || (args[0]?.startsWith('-') === true && args.includes('api'));
}

/** Moves a `--json` before the command behind it. */
function jsonBehindCommand(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first !== '--json') return args;
  const at = rest[0] === 'api' ? 2 : 1;
  return rest.length === 0 ? [] : [...rest.slice(0, at), '--json', ...rest.slice(at)];
}
