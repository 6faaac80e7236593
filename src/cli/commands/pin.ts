import { reasonProblem } from '../../aliases/pin.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { HandlerContext } from '../../handlers/handler-context.ts';
import { type Move, moveByHand } from '../../handlers/move-by-hand.ts';
import { parseUntil } from '../../handlers/parse-until.ts';
import type { BucketCommands, BucketFlags } from '../bucket-commands.ts';
import type { CommandResult } from '../command-result.ts';
import { exitOfActions } from '../exit-of-actions.ts';
import { reportJson } from '../output/alias-record.ts';
import { reportTable } from '../report-table.ts';

const REASON = ['--reason <text>', 'why, for whoever wonders later: status and history show it'] as const;
const UNTIL = ['--until <time>', 'when it ends: 2026-12-24, 2026-12-24T18:00Z, or 2h, 7d from now'] as const;
const HELP = `
Events and sweeps leave a pinned alias where it is, and say so loudly if its target goes. Its end is noticed by the next
event or sweep. In a bucket without versioning, a pin may be lost to a handler that was at work in that very moment: look
with "autoalias status" afterwards.`;

const ROLLBACK_HELP = `
Goes to the latest former target that is lower in the rule's order than what the alias shows, and that is still a
candidate or was pinned by a person. Run again, it goes one further back. Nothing is written where none is left.${HELP}`;

type RollbackFlags = PinFlags & { readonly from?: string; readonly dryRun?: true };

type PinFlags = BucketFlags & { readonly reason: string; readonly until?: string };

/** `pin`, `unpin` and `rollback`: a person says where an alias stands. */
export const addPin = ({ command, run }: BucketCommands): void => {
  command('pin', 'hold an alias at an object, whatever is uploaded')
    .argument('<alias>', 'the key of an alias')
    .argument('<target>', 'the key of an object, a candidate or not')
    .requiredOption(REASON[0], `required: ${REASON[1]}`)
    .option(...UNTIL)
    .addHelpText('after', HELP)
    .action((alias: string, target: string, flags: PinFlags) =>
      run(flags, (context) => move(context, alias, { what: 'pin', target, pin: pinOf(flags, context) })),
    );
  command('rollback', 'hold an alias at what it pointed at before')
    .argument('<alias>', 'the key of an alias')
    .option(...REASON, 'rolled back')
    .option(...UNTIL)
    .option('--from <key|version>', 'do nothing unless the alias shows this, so that a retry is harmless')
    .option('--dry-run', 'say where it would go, and write nothing')
    .addHelpText('after', ROLLBACK_HELP)
    .action((alias: string, { from, dryRun, ...flags }: RollbackFlags) =>
      run(flags, (context) => move(context, alias, { what: 'rollback', pin: pinOf(flags, context), from, dryRun })),
    );
  command('unpin', 'let the rules decide about an alias again')
    .argument('<alias>', 'the key of an alias')
    .action((alias: string, flags: BucketFlags) => run(flags, (context) => move(context, alias, { what: 'unpin' })));
};

const pinOf = ({ reason, until }: PinFlags, { now }: HandlerContext) => {
  const problem = reasonProblem(reason);
  if (problem !== undefined) throw new AutoaliasError('usage', `--reason ${problem}`);
  return { reason, ...(until === undefined ? {} : { until: endOf(until, now()) }) };
};

const endOf = (text: string, now: number): number => {
  const until = parseUntil(text, now);
  if (typeof until === 'number') return until;
  throw new AutoaliasError('usage', `--until ${until.why}`);
};

const move = async (context: HandlerContext, alias: string, what: Move): Promise<CommandResult> => {
  const report = await moveByHand({ ...context, log: () => {} }, alias, what);
  return {
    exitCode: exitOfActions({ [report.action]: 1 }),
    json: { aliases: [reportJson(report)] },
    lines: reportTable([report]),
  };
};
