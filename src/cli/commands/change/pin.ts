import { reasonProblem } from '../../../aliases/model/pin.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { type Move, moveByHand, parseUntil } from '../../../handlers/work/move-by-hand.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { exitOfActions } from '../../exit-code.ts';
import { reportJson } from '../../output/alias-record.ts';
import { reportTable } from '../../terminal/text-table.ts';

const HELP = `
Events and sweeps do not move a pinned alias. They log an error if its target is gone. After a pin expires, the next event
or sweep moves the alias.

In a bucket without versioning, a function that writes the alias at the moment when you pin it can overwrite the pin. Run
"autoalias status" a little later to check that the pin exists.`;

type PinFlags = BucketFlags & { readonly reason: string; readonly until?: string };

/** `pin` and `unpin`: a person decides where an alias points. */
export function addPin({ addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('pin', 'pin an alias to an object: uploads do not move it')
    .argument('<alias>', 'the key of an alias')
    .argument('<target>', 'the key of an object, a candidate or not')
    .requiredOption('--reason <text>', 'required: why; status and history show it')
    .option('--until <time>', 'when the pin ends: 2026-12-24, 2026-12-24T18:00Z, or 2h, 7d from now')
    .addHelpText('after', HELP)
    .action((alias: string, target: string, flags: PinFlags) =>
      runOnBucket(flags, (context) => move(context, alias, { what: 'pin', target, pin: pinOf(flags, context) })),
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
