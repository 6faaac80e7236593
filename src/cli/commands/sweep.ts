import type { HandlerContext } from '../../handlers/handler-context.ts';
import { type SweepReport, sweep as sweepBucket } from '../../handlers/sweep.ts';
import type { BucketCommands, BucketFlags } from '../bucket-commands.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { exitOfActions } from '../exit-of-actions.ts';
import { createPassProgress } from '../pass-progress.ts';
import { reportTable } from '../report-table.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../rules-in-use.ts';
import { stopSignal } from '../stop-signal.ts';
import { sweepSummary } from '../sweep-summary.ts';
import { plan } from './plan.ts';

export const addSweep = ({ io, command, run }: BucketCommands): void => {
  command('sweep', 'make every alias of every rule right')
    .option('--dry-run', 'the same as "autoalias plan": say what would change, and write nothing')
    .action(({ dryRun, ...flags }: BucketFlags & { readonly dryRun?: true }) =>
      run(flags, (context, rules) =>
        dryRun ? plan(context, rules, io, { json: flags.json === true }) : sweep(context, rules, io),
      ),
    );
};

/** Makes every alias of every rule right. Ctrl-C ends it after what was begun; the next sweep does the rest. */
export const sweep = async (context: HandlerContext, rules: RulesInUse, io: CliIo): Promise<CommandResult> => {
  const signal = stopSignal(io);
  const bar = createPassProgress(io.draw, context.now, () => undefined);
  let changed = 0;
  const report: SweepReport = await sweepBucket(
    context,
    { kind: 'sweep' },
    { signal, onChange: () => changed++, onProgress: (state) => bar.show({ ...state, changed }) },
  ).finally(bar.clear);
  const stopped = signal.aborted;
  const summary = `${sweepSummary(report)}${stopped ? '; stopped before the end' : ''}`;
  return {
    exitCode: stopped ? EXIT.interrupted : exitOfActions(report.actions),
    json: { ...report, stopped, judgedBy: rulesJson(rules) },
    lines: [...(report.changed.length === 0 ? [] : [...reportTable(report.changed), '']), summary, rulesLine(rules)],
  };
};
