import { fileURLToPath } from 'node:url';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { runDev } from '../dev/dev.ts';

/** Runs the local cloud with the bundles that were built beside this command line. */
export const dev = ({ env, out, err, signal }: CliIo): Promise<CommandResult> =>
  runDev(
    { env, out, err, signal },
    {
      functionsDir: fileURLToPath(new URL('../functions', import.meta.url)),
      workerFile: new URL('function-worker.mjs', import.meta.url),
      directory: process.cwd(),
      stdoutIsTerminal: process.stdout.isTTY === true,
      stderrIsTerminal: process.stderr.isTTY === true,
    },
  );
