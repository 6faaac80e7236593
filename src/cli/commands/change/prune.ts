import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import {
  type PruneOptions,
  type PruneReport,
  type PruneTotal,
  prune as pruneBucket,
} from '../../../handlers/walk/prune.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesLine, rulesText } from '../../options/rules-in-use.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { pruneJson } from '../../output/alias-record.ts';
import { count } from '../../terminal/count.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

interface PruneFlags {
  readonly prefix?: string | undefined;
  readonly rule?: string | undefined;
  readonly yes: boolean;
  /** If there are more than this, none is deleted. */
  readonly atMost?: number | undefined;
  readonly json: boolean;
  readonly summary?: boolean | undefined;
  readonly wide?: boolean | undefined;
}

const HELP = `
The command deletes only symlinks that have the metadata of autoalias, at keys for which no rule defines an alias. It never
deletes a real object, or an alias that the rules of the deployment define. It reads these rules from the running local
cloud or from --api. Without either, --yes needs --rules.

There is a safety limit: --yes deletes nothing if there are more symlinks to delete than symlinks at keys that the rules
define. --at-most replaces this limit with your own.

The command uses one rules file. If the bucket also has aliases of another rules file, the command lists them as well. To
leave them out, add --rule or a prefix.

Another program can write a symlink to a key while the command deletes the old symlink there. In a bucket with versioning,
the command keeps the new symlink. In an unversioned or suspended bucket, the new symlink is lost.

With --json: one line for each symlink, and a last line {"total": …}.
Exit code 0 if nothing was found or everything was deleted; 1 if a deletion failed; 3 if a symlink remains. Without --yes,
every symlink remains.`;

export function addPrune({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('prune', 'list aliases that no rule defines any more; with --yes, delete them')
    .argument('[prefix]', 'only keys that begin with it; the whole bucket if absent')
    .option('--rule <name>', 'only aliases that were written for this rule')
    .option('--summary', 'print the counts only')
    .option('--yes', 'delete them')
    .option('--at-most <n>', 'with --yes: if there are more than n, delete nothing', wholeNumber(0, 1e9))
    .addHelpText('after', HELP)
    .action(
      (
        prefix: string | undefined,
        flags: BucketFlags & Pick<PruneFlags, 'rule' | 'atMost' | 'summary'> & { readonly yes?: true },
      ) => {
        const { yes, rule, atMost, summary, wide } = flags;
        return runOnBucket(flags, (context, rules) =>
          prune(context, rules, io, {
            prefix,
            rule,
            yes: yes === true,
            atMost,
            summary,
            wide,
            json: flags.json === true,
          }),
        );
      },
    );
}

/** Lists the aliases that no rule defines any more. With `yes`, deletes them. */
async function prune(context: HandlerContext, rules: RulesInUse, io: CliIo, flags: PruneFlags): Promise<CommandResult> {
  const { json, prefix, rule, yes } = flags;
  const rows = createRowPrinter<PruneReport>({
    out: io.out,
    json,
    summary: flags.summary,
    columns: flags.wide ? undefined : io.columns,
    header: ['ALIAS', 'WHAT', 'RULE', 'TARGET', 'WHY'],
    cells: ({ alias, action, rule: of, target, broken, why }) => [
      ...[alias, WORDS[action], of || '-', target || '-', broken ? `${why}; its target is gone` : why],
    ],
    jsonOf: pruneJson,
    ruleOf: (report) => report.rule,
  });
  const options = { prefix, rule, deployed: rules.deployment?.ruleSet };
  const atMost = yes ? await allowed(context, rules, options, flags.atMost) : 0;
  const total = await pruneBucket(context, { ...options, remove: yes, atMost, onOrphan: rows.print });
  rows.end();
  if (json) io.out(`${jsonLine({ total: totalJson(total, yes, rules) })}\n`);
  const found = Object.values(total.actions).reduce((sum, n) => sum + n, 0);
  const summary = `${count(total.objects, 'object')}: ${did(total, found)}`;
  return {
    exitCode: exitOf(total),
    json: undefined,
    lines: [...(found > 0 && !flags.summary ? [''] : []), summary, rulesLine(rules)],
  };
}

/**
 * How many symlinks may be deleted. A first pass counts them, and deletes nothing. With the wrong rules file, every
 * alias is an orphan. So the rules must be the deployment's or named with `--rules`. If more symlinks would be deleted
 * than the rules define, `--at-most` must allow it.
 *
 * @throws AutoaliasError `usage`
 */
async function allowed(
  context: HandlerContext,
  rules: RulesInUse,
  options: Pick<PruneOptions, 'prefix' | 'rule' | 'deployed'>,
  atMost: number | undefined,
): Promise<number> {
  if (rules.unknownBecause !== undefined) {
    throw usage(`nothing was deleted, since the deployment may give these aliases: ${rules.unknownBecause}`);
  }
  if (rules.deployment === undefined && !rules.isNamed) {
    throw usage(
      `nothing was deleted: the rules are ${rulesText(rules)}, and the deployment may follow others; add --api, or name the rules with --rules`,
    );
  }
  const { actions, given } = await pruneBucket(context, { ...options, remove: false, onOrphan: () => {} });
  const orphans = actions['would-remove'];
  if (orphans <= (atMost ?? given)) return atMost ?? orphans;
  const found = `with the rules of ${rulesText(rules)}, ${count(orphans, 'alias', 'aliases')} would be deleted`;
  throw usage(
    atMost === undefined
      ? `nothing was deleted: ${found}, more than the ${count(given, 'symlink')} that these rules define; if that is right, add --at-most ${orphans}`
      : `nothing was deleted: ${found}, more than --at-most ${atMost}`,
  );
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}

function totalJson({ actions, ...total }: PruneTotal, yes: boolean, rules: RulesInUse) {
  const { removed, left, failed } = actions;
  const did = { removed: removed + actions['would-remove'], kept: left, failed };
  return { ...total, actions: did, ...(yes ? {} : { planned: true }), judgedBy: rulesJson(rules) };
}

const WORDS: Readonly<Record<PruneReport['action'], string>> = {
  'would-remove': 'orphaned',
  removed: 'removed',
  left: 'left',
  failed: 'failed',
};

function did({ actions }: PruneTotal, found: number): string {
  if (found === 0) return 'every alias belongs to a rule';
  const waiting = actions['would-remove'];
  if (waiting > 0) return `${count(waiting, 'alias', 'aliases')} that no rule defines; write --yes to delete`;
  return Object.entries(actions)
    .filter(([, n]) => n > 0)
    .map(([action, n]) => `${n} ${action}`)
    .join(', ');
}

function exitOf({ actions }: PruneTotal): ExitCode {
  if (actions.failed > 0) return EXIT.failed;
  return actions['would-remove'] + actions.left > 0 ? EXIT.differences : EXIT.done;
}
