import type { HandlerContext } from '../../handlers/handler-context.ts';
import { type PruneReport, type PruneTotal, prune as pruneBucket } from '../../handlers/prune.ts';
import type { BucketCommands, BucketFlags } from '../bucket-commands.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { count } from '../count.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { jsonLine } from '../json-text.ts';
import { createRowPrinter } from '../row-printer.ts';

export interface PruneFlags {
  readonly prefix?: string | undefined;
  readonly rule?: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

const HELP = `
Only links that autoalias wrote (they say so in their metadata) and that no rule of the rules file gives are deleted, and
never a real object. If other rules files work on the same bucket, their aliases are listed too: say --rule or a prefix.
On a bucket with versioning enabled nothing is lost: what somebody writes at the same moment stands. On an unversioned or
suspended one nothing guards the moment between the last look and the deletion.
With --json: a line of JSON for each, and a last line {"total": …}. Exit code 3 if any are left, as always without --yes.`;

export const addPrune = ({ io, command, run }: BucketCommands): void => {
  command('prune', 'list, and with --yes delete, aliases that no rule gives any more')
    .argument('[prefix]', 'only keys that begin with it; otherwise the whole bucket')
    .option('--rule <name>', 'only those that were written for this rule')
    .option('--yes', 'delete them')
    .addHelpText('after', HELP)
    .action((prefix: string | undefined, flags: BucketFlags & { readonly yes?: true; readonly rule?: string }) => {
      const { yes, rule } = flags;
      return run(flags, (context) =>
        prune(context, io, { prefix, rule, yes: yes === true, json: flags.json === true }),
      );
    });
};

/** Lists what no rule gives any more; deletes it where that was said. */
export const prune = async (context: HandlerContext, io: CliIo, flags: PruneFlags): Promise<CommandResult> => {
  const { json, prefix, rule, yes } = flags;
  const rows = createRowPrinter<PruneReport>(io.out, json, ['ALIAS', 'WHAT', 'RULE', 'TARGET', 'WHY'], (report) => [
    ...[report.alias, WORDS[report.action], report.rule || '-', report.target || '-'],
    report.broken ? `${report.why}; its target is gone` : report.why,
  ]);
  const total = await pruneBucket(context, { prefix, rule, remove: yes, onOrphan: rows.print });
  rows.end();
  if (json) io.out(`${jsonLine({ total })}\n`);
  const found = Object.values(total.actions).reduce((sum, n) => sum + n, 0);
  const summary = `${count(total.objects, 'object')}: ${did(total, found)}`;
  return { exitCode: exitOf(total), json: undefined, lines: found > 0 ? ['', summary] : [summary] };
};

const WORDS: Readonly<Record<PruneReport['action'], string>> = {
  'would-remove': 'orphaned',
  removed: 'removed',
  left: 'left',
  failed: 'failed',
};

const did = ({ actions }: PruneTotal, found: number): string => {
  if (found === 0) return 'every alias is one that a rule gives';
  const waiting = actions['would-remove'];
  if (waiting > 0) return `${count(waiting, 'alias', 'aliases')} that no rule gives; write --yes to delete`;
  return Object.entries(actions)
    .filter(([, n]) => n > 0)
    .map(([action, n]) => `${n} ${action}`)
    .join(', ');
};

const exitOf = ({ actions }: PruneTotal): ExitCode => {
  if (actions.failed > 0) return EXIT.failed;
  return actions['would-remove'] + actions.left > 0 ? EXIT.differences : EXIT.done;
};
