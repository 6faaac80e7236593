import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import type { RulesInUse } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictOption } from '../../options/strict-option.ts';
import { stopSignal } from '../../terminal/stop-signal.ts';
import { plan } from '../look/plan.ts';
import { type ApplyAllFlags, applyAll } from './apply-all.ts';

const HELP = `
The command does and prints the same as "autoalias apply --all". After Ctrl-C, it finishes the aliases in progress. The
next sweep updates the others.`;

interface SweepFlags extends BucketFlags, StrictFlag {
  readonly dryRun?: true;
  readonly summary?: true;
}

export function addSweep({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('sweep', 'update all aliases, as the sweep of a deployment does')
    .option('--dry-run', 'the same as "autoalias plan": show what would change, and write nothing')
    .option('--summary', 'print the counts only')
    .addOption(strictOption())
    .addHelpText('after', HELP)
    .action(({ dryRun, strict = false, ...flags }: SweepFlags) => {
      const { json = false, summary = false, wide = false } = flags;
      const shown = { json, summary, strict, wide };
      return runOnBucket(flags, (context, rules) =>
        dryRun ? plan(context, rules, io, shown) : sweep(context, rules, io, shown),
      );
    });
}

/** Updates every alias of every rule. */
export function sweep(
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: Pick<ApplyAllFlags, 'json' | 'summary' | 'strict' | 'wide'>,
): Promise<CommandResult> {
  return applyAll(context, rules, io, flags, {
    cause: { kind: 'sweep' },
    signal: stopSignal(io),
    goOn: () => 'the next sweep continues',
  });
}
