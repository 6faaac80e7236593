import { type Command, CommanderError } from 'commander';
import { AutoaliasError } from '../autoalias-error.ts';
import type { CliIo } from './cli-io.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line and says how it ended. Results go to `io.out`, everything else to `io.err`; the one catch of the
 * command line is here.
 */
export const runCli = async (args: readonly string[], io: CliIo): Promise<ExitCode> => {
  let exitCode: ExitCode = EXIT.done;
  const program = buildProgram(io, (result, json) => {
    exitCode = result.exitCode;
    const text = json ? JSON.stringify(result.json, null, 2) : result.text;
    if (text !== '') io.out(`${text}\n`);
  });
  for (const command of [program, ...program.commands]) overrideExit(command, io);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof AutoaliasError)) throw error;
    io.err(`autoalias: ${error.message}\n`);
    return error.code === 'usage' ? EXIT.usage : EXIT.failed;
  }
};

const overrideExit = (command: Command, io: CliIo): void => {
  command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
};
