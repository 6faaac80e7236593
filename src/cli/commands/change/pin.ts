import { reasonProblem } from '../../../aliases/model/pin.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { type Move, moveByHand, parseUntil } from '../../../handlers/work/move-by-hand.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { exitOfActions } from '../../exit-code.ts';
import { reportJson } from '../../output/alias-record.ts';
import { reportTable } from '../../terminal/text-table.ts';

const REASON = ['--reason <text>', 'why; status and history show it'] as const;
const UNTIL = ['--until <time>', 'when the pin ends: 2026-12-24, 2026-12-24T18:00Z, or 2h, 7d from now'] as const;
const HELP = `
Events and sweeps do not move a pinned alias. They log an error if its target is gone. After a pin expires, the next event
or sweep moves the alias.

In a bucket without versioning, a function that writes the alias at the moment when you pin it can overwrite the pin. Run
"autoalias status" a little later to check that the pin exists.`;

const ROLLBACK_HELP = `
The command chooses the most recent earlier target that is lower than the current target in the rule's order. That target
must still be a candidate, unless a person pinned the alias to it before. If there is no such target, the command writes
nothing. Run the command again to go back one more target.

In a bucket without versioning, the command finds earlier targets in the metadata of the alias, which holds at
most five.
${HELP}`;

type RollbackFlags = PinFlags & { readonly from?: string; readonly dryRun?: true };

type PinFlags = BucketFlags & { readonly reason: string; readonly until?: string };

/** `pin`, `unpin` and `rollback`: a person decides where an alias points. */
export function addPin({ addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('pin', 'pin an alias to an object: uploads do not move it')
    .argument('<alias>', 'the key of an alias')
    .argument('<target>', 'the key of an object, a candidate or not')
    .requiredOption(REASON[0], `required: ${REASON[1]}`)
    .option(...UNTIL)
    .addHelpText('after', HELP)
    .action((alias: string, target: string, flags: PinFlags) =>
      runOnBucket(flags, (context) => move(context, alias, { what: 'pin', target, pin: pinOf(flags, context) })),
    );
  addForBucket('rollback', 'move an alias back to an earlier target and pin it there')
    .argument('<alias>', 'the key of an alias')
    .option(...REASON, 'rolled back')
    .option(...UNTIL)
    .option(
      '--from <key|version>',
      'do nothing unless the alias points at this key or version, so that you can safely retry',
    )
    .option('--dry-run', 'show where the alias would move, and write nothing')
    .addHelpText('after', ROLLBACK_HELP)
    .action((alias: string, { from, dryRun, ...flags }: RollbackFlags) =>
      runOnBucket(flags, (context) =>
        move(context, alias, { what: 'rollback', pin: pinOf(flags, context), from, dryRun }),
      ),
    );
  addForBucket('unpin', 'let the rules decide about an alias again')
    .argument('<alias>', 'the key of an alias')
    .action((alias: string, flags: BucketFlags) =>
      runOnBucket(flags, (context) => move(context, alias, { what: 'unpin' })),
    );
}

function pinOf({ reason, until }: PinFlags, { now }: HandlerContext) {
  const problem = reasonProblem(reason);
  if (problem !== undefined) throw new AutoaliasError('usage', `--reason ${problem}`);
  return { reason, ...(until === undefined ? {} : { until: endOf(until, now()) }) };
}

function endOf(text: string, now: number): number {
  const until = parseUntil(text, now);
  if (typeof until === 'number') return until;
  throw new AutoaliasError('usage', `--until ${until.why}`);
}

async function move(context: HandlerContext, alias: string, what: Move): Promise<CommandResult> {
  const report = await moveByHand({ ...context, log: () => {} }, alias, what);
  return {
    exitCode: exitOfActions({ [report.action]: 1 }),
    json: { aliases: [reportJson(report)] },
    lines: reportTable([report]),
  };
}
