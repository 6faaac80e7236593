import { defined } from '../../../defined.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { type Difference, type PlanTotal, plan as planBucket } from '../../../handlers/look/plan.ts';
import { planTotalView } from '../../../handlers/look/plan-view.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { moment } from '../../options/moment.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictExit, strictOption } from '../../options/strict-option.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { findingJson } from '../../output/alias-record.ts';
import { unreadCount, unreadLines, withUnreadCount } from '../../output/unread.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';
import { type BacktestOptions, backtest, newRulesOf } from './backtest.ts';

export interface PlanFlags extends StrictFlag {
  readonly of?: string | undefined;
  readonly json: boolean;
  readonly concurrency?: number;
  readonly summary?: boolean;
  readonly wide?: boolean;
}

type PlanCommandFlags = BucketFlags & BacktestOptions & Pick<PlanFlags, 'concurrency' | 'summary' | 'strict'>;

const HELP = `
Without an argument, the command lists the whole bucket, because an alias of earlier rules can have any key. The last lines
count the aliases that no rule defines any more. They are not changes.
With --json: one line for each alias that would change, and a last line {"total": …}.
Exit code 3 if anything would change, 0 if not, 1 if an alias could not be read.

With --backtest, the command looks into the past instead: it replays the versions of all objects through the rules and
through those of --new-rules. It prints each moment at which the two would have chosen different targets for an alias, and
which change of the bucket caused it. Uploads, deletions, markers of withdrawn objects, releases, minimumAge and onDelete
count. With --since, the replay begins with what the rules choose at that moment, so it does not know a target that was
deleted earlier. While a present pin holds an alias, its moments are not printed but counted. The last lines name what does
not count: pins that have ended, commands that moved protected aliases, fallbacks and storage classes. Times are whole seconds, so all changes of one second are applied
before the targets are compared; those of one key in the order of its versions. The bucket must be versioned. Versions that
were deleted are missing. The command keeps the changes of all keys that the rules match in memory, up to two million.
With --json: one line for each moment, and a last line {"total": …}.
Exit code 3 if the rules differ at any moment, 0 if not.`;

export function addPlan({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('plan', 'show which aliases "apply --all" would change, and why; writes nothing')
    .argument('[alias]', 'the key of one alias, or a prefix of keys; all aliases if absent')
    .option('--summary', 'print the counts only')
    .addOption(strictOption())
    .option('--concurrency <n>', 'how many aliases are read at a time', wholeNumber(1, 256))
    .option('--backtest', 'show when the rules and those of --new-rules would have differed in the past')
    .option('--new-rules <file>', 'for --backtest: the rules file to compare with')
    .option(
      '--since <time>',
      'for --backtest: the first moment: 2026-10-01, 2026-10-01T08:30Z, or 7d for a time ago [default: the oldest version]',
      moment,
    )
    .addHelpText('after', HELP)
    .action(
      (
        of: string | undefined,
        { json: isJson, concurrency, summary = false, strict = false, ...flags }: PlanCommandFlags,
      ) => {
        const json = isJson === true;
        const wide = flags.wide === true;
        const newRules = newRulesOf(flags, io);
        return runOnBucket({ ...flags, ...(json ? { json } : {}) }, (context, rules) =>
          newRules === undefined
            ? plan(context, rules, io, { of, json, summary, strict, wide, ...defined({ concurrency }) })
            : backtest(context, rules, newRules, io, { of, since: flags.since, json, summary, wide }),
        );
      },
    );
}

/** Prints each alias that would change when it is found, and then the counts. */
export async function plan(
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: PlanFlags,
): Promise<CommandResult> {
  const { json, summary = false, strict = false, wide = false, ...options } = flags;
  const rows = createRowPrinter<Difference>({
    out: io.out,
    json,
    summary,
    columns: wide ? undefined : io.columns,
    header: ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'],
    cells: (found) => [found.alias, whatOf(found), found.from ?? '-', found.to ?? '-', whyOf(found)],
    jsonOf: findingJson,
    ruleOf: ({ rule }) => rule,
  });
  const total = await planBucket(context, { ...options, onDifference: rows.print });
  rows.end();
  const { none, ...changes } = total.changes;
  const differences = Object.entries(changes).filter(([, n]) => n > 0);
  const words = differences.map(([change, n]) => `${n} to ${change}`).join(', ') || 'nothing to do';
  const failed = total.failed > 0 ? `, ${total.failed} could not be read` : '';
  const held = total.protected > 0 ? `, ${total.protected} moved only by hand (protected)` : '';
  const { objects, aliases, requests } = total;
  const isListed = !summary && (differences.length > 0 || failed !== '');
  const counts = `${count(objects, 'object')}, ${count(aliases, 'alias', 'aliases')}: ${words}${failed}; ${none} as the rules say${held}${unreadCount(total.unread)}; ${count(requests, 'request')}`;
  if (json) io.out(`${jsonLine({ total: { ...planTotalView(total), judgedBy: rulesJson(rules) } })}\n`);
  const exitCode = total.failed > 0 ? EXIT.failed : differences.length > 0 ? EXIT.differences : EXIT.done;
  return {
    exitCode: strictExit(exitCode, { strict }, total.unread.objects),
    json: undefined,
    lines: [
      ...(isListed ? [''] : []),
      ...heldLines(total),
      ...unreadLines(total.unread),
      counts,
      ...orphansText(total),
      rulesLine(rules),
    ],
  };
}

function whyOf(found: Difference): string {
  return withUnreadCount(found.why, found.state === 'failed' ? undefined : found.unread);
}

function whatOf(found: Difference): string {
  return found.state === 'failed' ? 'failed' : found.change;
}

/** The aliases that would not change because a person holds them back. Those that change are in the table. */
function heldLines({ held }: PlanTotal): readonly string[] {
  return held.listed
    .filter(({ change }) => change === 'none')
    .map(({ alias, from, why }) => escapeForTerminal(`held: ${alias} -> ${from ?? '-'}: ${why}`));
}

/** The aliases of former rules, and what to do about them. */
function orphansText({ orphaned, orphans }: PlanTotal): readonly string[] {
  if (orphaned === 0) return [];
  const more = orphaned > orphans.length ? ` and ${orphaned - orphans.length} more` : '';
  const named = orphans.map(escapeForTerminal).join(', ');
  return [
    `${count(orphaned, 'alias', 'aliases')} that no rule defines any more: ${named}${more}; "autoalias prune" lists them all, and deletes them with --yes`,
  ];
}
