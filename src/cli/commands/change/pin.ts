import { reasonProblem } from '../../../aliases/model/pin.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import type { PlannedReport } from '../../../handlers/withdraw/marker-plan.ts';
import { moveByHand, parseUntil } from '../../../handlers/work/move-by-hand.ts';
import {
  apartText,
  leftApart,
  moveSeveral,
  type PlannedMove,
  planPin,
  planPins,
  planUnpins,
} from '../../../handlers/work/move-several.ts';
import { rehearseMoves } from '../../../handlers/work/rehearse-moves.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { exitOfActions } from '../../exit-code.ts';
import { keyArgument, keyArguments, versionText } from '../../options/key-argument.ts';
import { reportJson } from '../../output/alias-record.ts';
import { actionWords, DRY_RUN } from '../../output/planned-words.ts';
import { REPORT_HEADER, reportTable, textTable } from '../../terminal/text-table.ts';

const HELP = `
Events and sweeps do not move a pinned alias. They log an error if its target is gone. After a pin expires, the next event
or sweep moves the alias.

In a bucket without versioning, a function that writes the alias at the moment when you pin it can overwrite the pin. Run
"autoalias status" a little later to check that the pin exists.

A pin needs --alone if it leaves other aliases at the release that they show together: those of the same group in a rule with
"release", otherwise those of the same template in the same folder. A file and its checksum would no longer fit together.
Aliases of other templates do not count: a pin of "latest" does not hold "v1", which follows the rules as before. To pin
both, name a prefix that contains both. Under a prefix, aliases without a candidate of the release stay as they are.`;

interface SeveralFlags extends BucketFlags {
  readonly release?: string;
  readonly dryRun?: true;
}

type PinFlags = SeveralFlags & { readonly reason: string; readonly until?: string; readonly alone?: true };

const DRY_RUN_HELP = 'show what would change, and write nothing';

/** `pin` and `unpin`: a person decides where aliases point. */
export function addPin({ addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('pin', 'pin an alias to an object, or several to a release: uploads do not move them')
    .argument(
      '<alias>',
      'the key of an alias; with --release, also a prefix of aliases that ends with a slash',
      keyArgument,
    )
    .argument('[target...]', 'the key of an object, a candidate or not; with --release, more aliases', keyArguments)
    .requiredOption('--reason <text>', 'required: why; status and history show it')
    .option('--release <version>', 'pin each alias to its candidate of this version or release', versionText)
    .option('--until <time>', 'when the pin ends: 2026-12-24, 2026-12-24T18:00Z, or 2h, 7d from now')
    .option('--alone', 'pin the alias even if other files of its folder or group stay at the release that they show')
    .option('--dry-run', DRY_RUN_HELP)
    .addHelpText('after', HELP)
    .action((alias: string, more: readonly string[] | undefined, flags: PinFlags) =>
      runOnBucket(flags, (context) => pin(context, alias, more ?? [], flags)),
    );
  addForBucket('unpin', 'let the rules decide about aliases again')
    .argument(
      '<alias...>',
      'keys of aliases; or prefixes that end with a slash, for the pinned aliases under them',
      keyArguments,
    )
    .option('--release <version>', 'only aliases that point at this version or release', versionText)
    .option('--dry-run', DRY_RUN_HELP)
    .action((names: readonly string[], flags: SeveralFlags) =>
      runOnBucket(flags, async (context) =>
        move(context, await planUnpins(context, { names, release: flags.release }), flags),
      ),
    );
}

async function pin(
  context: HandlerContext,
  alias: string,
  more: readonly string[],
  flags: PinFlags,
): Promise<CommandResult> {
  if (flags.release === undefined && alias.endsWith('/')) {
    throw new AutoaliasError('usage', 'a prefix of aliases needs --release; name one alias, or add --release');
  }
  const held = pinOf(flags, context);
  const planned =
    flags.release === undefined
      ? [await planPin(context, alias, { target: targetIn(more), pin: held })]
      : await planPins(context, { names: [alias, ...more], release: flags.release }, held);
  const apart = flags.alone ? [] : await leftApart(context, planned);
  if (apart.length === 0) return move(context, planned, flags);
  // A prefix names them already, so they have no candidate of the release.
  const isPrefix = [alias, ...more].some((name) => name.endsWith('/'));
  const instead = isPrefix
    ? `they have no candidate of release ${flags.release}; add --alone to leave them there`
    : 'name them too, or a prefix, with --release; or add --alone';
  throw new AutoaliasError('alias-refused', apartText(apart, instead));
}

/** @throws AutoaliasError `usage` unless there is one target. */
function targetIn([target, ...more]: readonly string[]): string {
  if (target === undefined) throw new AutoaliasError('usage', "missing required argument 'target', or --release");
  if (more.length === 0) return target;
  throw new AutoaliasError(
    'usage',
    'to pin several aliases, add --release; without it, write one alias and one object',
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

async function move(
  context: HandlerContext,
  planned: readonly PlannedMove[],
  { dryRun }: SeveralFlags,
): Promise<CommandResult> {
  if (dryRun) {
    const aliases = await rehearseMoves(context, planned);
    return {
      // As without --dry-run, so that a script can check a command before it runs it.
      exitCode: exitOfActions(Object.fromEntries(aliases.map(({ action }) => [action, 1]))),
      json: { aliases },
      lines: [...(aliases.length === 0 ? [NOT_PINNED] : plannedTable(aliases)), DRY_RUN],
    };
  }
  const [only, ...others] = planned;
  // The error of a single alias is the error of the command.
  const reports =
    only !== undefined && others.length === 0 && 'move' in only
      ? [await moveByHand({ ...context, log: () => {} }, only.task.alias, only.move)]
      : await moveSeveral({ ...context, log: () => {} }, planned);
  return {
    exitCode: exitOfActions(Object.fromEntries(reports.map(({ action }) => [action, 1]))),
    json: { aliases: reports.map(reportJson) },
    lines: reports.length === 0 ? [NOT_PINNED] : reportTable(reports),
  };
}

const NOT_PINNED = 'no alias is pinned there';

function plannedTable(aliases: readonly PlannedReport[]): readonly string[] {
  const rows = aliases.map((report) => {
    const { alias, action, from, to, why } = report;
    const words = action === 'pinned' ? 'would be pinned' : actionWords(report);
    return [alias, words, from ?? '-', to ?? '-', why];
  });
  return textTable([REPORT_HEADER, ...rows]);
}
