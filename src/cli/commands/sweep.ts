import type { HandlerContext } from '../../handlers/handler-context.ts';
import { type SweepReport, sweep as sweepBucket } from '../../handlers/sweep.ts';
import type { BucketCommands, BucketFlags } from '../bucket-commands.ts';
import type { CommandResult } from '../command-result.ts';
import { exitOfActions } from '../exit-of-actions.ts';
import { reportTable } from '../report-table.ts';
import { sweepSummary } from '../sweep-summary.ts';
import { plan } from './plan.ts';

export const addSweep = ({ io, command, run }: BucketCommands): void => {
  command('sweep', 'make every alias of every rule right')
    .option('--dry-run', 'the same as "autoalias plan": say what would change, and write nothing')
    .action(({ dryRun, ...flags }: BucketFlags & { readonly dryRun?: true }) =>
      run(flags, (context) => (dryRun ? plan(context, io, { json: flags.json === true }) : sweep(context))),
    );
};

/** Makes every alias of every rule right. */
export const sweep = async (context: HandlerContext): Promise<CommandResult> => {
  const report: SweepReport = await sweepBucket(context, { kind: 'sweep' });
  const summary = sweepSummary(report);
  return {
    exitCode: exitOfActions(report.actions),
    json: report,
    text: report.changed.length === 0 ? summary : `${reportTable(report.changed)}\n\n${summary}`,
  };
};
