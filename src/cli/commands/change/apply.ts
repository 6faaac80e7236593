import type { Command } from 'commander';
import { defined } from '../../../defined.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import type { AliasReport } from '../../../handlers/look/alias-report.ts';
import { applyKeys } from '../../../handlers/work/handle-changes.ts';
import type { SkippedKey } from '../../../handlers/work/work-of-changes.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT, exitOfActions } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictExit, strictOption } from '../../options/strict-option.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { reportJson } from '../../output/alias-record.ts';
import { unreadText } from '../../output/unread.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { stopSignal } from '../../terminal/stop-signal.ts';
import { reportTable } from '../../terminal/text-table.ts';
import { type ApplyAllFlags, applyAll } from './apply-all.ts';

const HELP = `
With --all, the command makes the changes that "autoalias plan" shows. After Ctrl-C, it finishes the aliases in progress
and prints how to continue.
With --json: one document for keys; for --all, one line for each alias that was not right already, and a last line
{"total": …}.
Exit code 1 if anything failed, 130 if it was stopped, 3 if an alias still differs from the rules because a real object
has its key or another program keeps overwriting it.`;

type Flags = BucketFlags & Omit<ApplyAllFlags, 'json'> & { readonly all?: true };

export function addApply({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('apply', 'update the aliases of some keys, or all aliases')
    .argument('[key...]', 'keys of objects or of aliases')
    .option('--all', 'update all aliases of all rules')
    .option('--prefix <prefix>', 'with --all: list only keys that begin with it')
    .option('--start-after <key>', 'with --all: list only keys after this one, to continue a run that was stopped')
    .option('--summary', 'with --all: print the counts only')
    .addOption(strictOption())
    .option('--concurrency <n>', 'with --all: how many aliases are updated at a time [16]', wholeNumber(1, 256))
    .addHelpText('after', HELP)
    .action(
      async (
        keys: readonly string[],
        { all, summary, strict = false, prefix, startAfter, concurrency, ...flags }: Flags,
        self: Command,
      ) => {
        const only = { prefix, startAfter, concurrency };
        const wrong = wrongUse(keys, all === true, only);
        if (wrong !== undefined) return self.error(wrong);
        const json = flags.json === true;
        const wide = flags.wide === true;
        const columns = wide ? undefined : io.columns;
        return runOnBucket(flags, (context, rules) =>
          all
            ? applyAll(context, rules, io, { json, wide, strict, summary: summary === true, ...withoutAbsent(only) })
            : apply(context, rules, keys, io, { strict, columns }),
        );
      },
    );
}

function wrongUse(keys: readonly string[], all: boolean, only: Readonly<Record<string, unknown>>): string | undefined {
  if (all) return keys.length > 0 ? `--all does not accept keys; remove ${keys[0]} or --all` : undefined;
  if (keys.length === 0) return "missing required argument 'key'; name a key, or add --all";
  return Object.values(only).some((value) => value !== undefined)
    ? '--prefix, --start-after and --concurrency need --all'
    : undefined;
}

function withoutAbsent(
  flags: {
    readonly [K in 'prefix' | 'startAfter' | 'concurrency']: ApplyAllFlags[K] | undefined;
  },
): Omit<ApplyAllFlags, 'json'> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}

/** Updates the aliases that the keys are candidates for, and those that the keys name. */
export async function apply(
  context: HandlerContext,
  rules: RulesInUse,
  keys: readonly string[],
  io: CliIo,
  { strict = false, columns }: StrictFlag & { readonly columns?: number | undefined } = {},
): Promise<CommandResult> {
  const signal = stopSignal(io);
  const { reports, ...applied } = await applyKeys({ ...context, log: () => {} }, keys, signal);
  const aliases = new Set(reports.map(({ alias }) => alias));
  const skipped = distinct(applied.skipped.filter(({ key }) => !aliases.has(key)));
  const stopped = signal.aborted;
  const end = stopped ? ['stopped before the end; run the same command to continue'] : [];
  const exitCode = exitOfActions(Object.fromEntries(reports.map(({ action }) => [action, 1])));
  const unread = skipped.filter(({ kind }) => kind === 'unread').length + reports.filter(isUnread).length;
  const lines = [
    ...skipped.map(({ key, why }) => `${key}: skipped: ${why}`),
    ...reports.flatMap(({ alias, unread: found }) =>
      found === undefined ? [] : [escapeForTerminal(`${alias}: ${unreadText(found)}`)],
    ),
  ];
  return {
    exitCode: stopped ? EXIT.interrupted : strictExit(exitCode, { strict }, unread),
    json: { aliases: reports.map(reportJson), skipped, stopped, judgedBy: rulesJson(rules) },
    lines: [...(reports.length > 0 ? reportTable(reports, columns) : []), ...lines, ...end, rulesLine(rules)],
  };
}

/** Whether the alias of a report has unread objects. */
function isUnread({ unread }: AliasReport): boolean {
  return unread !== undefined;
}

/** All aliases of a rule share a reason, so each key and reason is shown once. */
function distinct(skipped: readonly SkippedKey[]): readonly Pick<SkippedKey, 'key' | 'kind' | 'why'>[] {
  return [
    ...new Map(
      skipped.map(({ key, kind, why }) => [JSON.stringify([key, why]), { key, ...defined({ kind }), why }]),
    ).values(),
  ];
}
