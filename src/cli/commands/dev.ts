import { fileURLToPath } from 'node:url';
import { UNVERIFIED_CHOICES } from '../../bucket/unverified-choices.ts';
import type { CommandRegistry } from '../command-registry.ts';
import { addDevOptions, devFlags } from '../dev/settings/dev-settings.ts';

const HELP = `
A flag overrides its environment variable. An empty variable counts as not set. AUTOALIAS_DUPLICATES is 1, true, yes or on,
or 0, false, no or off. --no-duplicates overrides it. AUTOALIAS_CHOICES contains name=value pairs, separated by commas.

Choices, the default first (GET /local/choices explains each and shows the values in force):
${Object.entries(UNVERIFIED_CHOICES)
  .map(([name, { candidates }]) => `  ${name.padEnd(28)}${candidates.join(' | ')}`)
  .join('\n')}`;

/** Runs the local cloud with the function bundles that were built with this program. */
export function addDev({ io, add, finish }: CommandRegistry): void {
  addDevOptions(add('dev', 'run everything on this machine: object store, triggers, functions and HTTP API'))
    .option('--open', 'open the API in a browser')
    .addHelpText('after', HELP)
    .action(async (given: Readonly<Record<string, unknown>>) => {
      // Imported here, since no other command needs the storage and servers of the local cloud.
      const { runDev } = await import('../dev/dev.ts');
      const result = await runDev(
        io,
        {
          functionsDir: fileURLToPath(new URL('../functions', import.meta.url)),
          workerFile: new URL('function-worker.mjs', import.meta.url),
          directory: process.cwd(),
          stdoutIsTerminal: process.stdout.isTTY === true,
        },
        { ...devFlags(given), open: given.open === true },
      );
      finish(result, given.json === true ? { json: true } : {});
    });
}
