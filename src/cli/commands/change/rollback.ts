import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { planRollback, refuseRemoval } from '../../../handlers/withdraw/rollback.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { keyArguments, versionText } from '../../options/key-argument.ts';
import { type MarkerFlags, reasonOf, runMarkerCommand } from './withdraw.ts';

const HELP = `
The command withdraws what the aliases point at, as "autoalias withdraw" does. So every alias of the release moves to the
best candidate that remains, and the next upload that is greater moves it forward again. Run the command again to go back
one more release. "autoalias restore ALIAS" goes one release forward again.

With --from, an alias that points at another key, version or version id stays as it is, so that you can safely retry. If all
aliases have left that version, the command says so, changes nothing, and ends with exit code 0. It ends with 1 if they never
pointed at it.
With --to, every greater candidate is withdrawn. This needs --yes, or an answer on the terminal, as does a prefix whose
aliases show several releases.

The command writes nothing if an alias is pinned, or if nothing is left that it could point at. With --yes, an alias without
a candidate is removed, and readers get 404. Other protected aliases of the release stay where they are, unless you name
them too.

After Ctrl-C, the command finishes the requests in progress, says what it wrote, and ends with exit code 130.`;

type Flags = MarkerFlags & { readonly from?: string; readonly to?: string };

/** `rollback`: a person takes back what an alias points at. */
export function addRollback({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('rollback', 'withdraw the release that aliases point at, so that they move to the one before')
    .argument('<alias...>', 'keys of aliases, or prefixes of aliases that end with a slash', keyArguments)
    .requiredOption('--reason <text>', 'required: why; the marker records it, and explain shows it')
    .option(
      '--from <key|version>',
      'leave an alias alone unless it points at this key, version or version id',
      versionText,
    )
    .option('--to <key|version>', 'go back to this key or version', versionText)
    .option('--dry-run', 'show what would change, and write nothing')
    .option('--yes', 'do not ask for confirmation; remove aliases that nothing is left for')
    .addHelpText('after', HELP)
    .action((names: readonly string[], flags: Flags) =>
      runOnBucket(flags, (context) => rollback(io, context, names, flags)),
    );
}

async function rollback(
  io: CliIo,
  context: HandlerContext,
  names: readonly string[],
  { from, to, ...flags }: Flags,
): Promise<CommandResult> {
  const reason = reasonOf(flags);
  const makePlan = async () => {
    const plan = await planRollback(context, { names, from, to, reason });
    if (!flags.yes && !flags.dryRun) refuseRemoval(plan, 'add --yes to do that, or pin the alias at another object');
    return plan;
  };
  // Without either flag, a second run withdraws what the aliases point at then.
  const isRepeatable = from !== undefined || to !== undefined;
  const again = isRepeatable ? 'run the same command again' : 'run the command again with --from VERSION';
  return runMarkerCommand(io, context, makePlan, { ...flags, again });
}
