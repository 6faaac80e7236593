import { CommanderError } from 'commander';
import type { CliIo } from './cli-io.ts';
import { errorReport } from './error-report.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { ossutilArguments } from './ossutil/ossutil-arguments.ts';
import { type OssutilExitCode, ossutilExitCode } from './ossutil/ossutil-exit-code.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line and says how it ended. Results go to `io.out`, everything else to `io.err`; with `--json` an error
 * is a result too. The one catch of the command line is here.
 */
export const runCli = async (given: readonly string[], io: CliIo): Promise<ExitCode | OssutilExitCode> => {
  const args = ossutilArguments(given);
  let exitCode: ExitCode = EXIT.done;
  const program = buildProgram(io, (result, json) => {
    exitCode = result.exitCode;
    const text = json ? (result.json === undefined ? '' : asJson(result.json)) : result.text;
    if (text !== '') io.out(`${text}\n`);
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const report = errorReport(error);
    if (args.includes('--json')) io.out(`${asJson({ error: { code: report.code, message: report.message } })}\n`);
    if (report.text !== '') io.err(`${report.text}\n`);
    return args[0] === 'api' ? ossutilExitCode(report.code) : report.exitCode;
  }
};

const asJson = (value: unknown): string => JSON.stringify(value, null, 2);
