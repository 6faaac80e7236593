import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { type Finding, isAlias, isAtRisk } from '../../../handlers/look/look-at-aliases.ts';
import { type HalfMoved, type LongLivedRule, status as statusOfBucket } from '../../../handlers/look/status.ts';
import type { UnreadObjects } from '../../../rules/match/unread.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictExit, strictOption } from '../../options/strict-option.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { findingJson } from '../../output/alias-record.ts';
import { unreadCount, unreadLines, withUnreadCount } from '../../output/unread.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';
import { statusReleases } from './status-releases.ts';

interface StatusFlags extends StrictFlag {
  readonly of?: string | undefined;
  readonly json: boolean;
  /** Also list aliases that are right or absent. */
  readonly all?: boolean;
  readonly concurrency?: number;
  readonly summary?: boolean;
  readonly wide?: boolean;
  /** List groups of aliases that move together instead of aliases. */
  readonly releases?: boolean;
}

const HELP = `
States:
  right      it matches the rules
  stale      it differs from the rules
  dangling   its target was deleted, or is archived and not restored
  foreign    at its key is a symlink or an object that autoalias did not write
  pinned     a person pinned it
  protected  it differs from the rules, but only a command that names it may move it
  missing    it has a candidate, but does not exist
  absent     it has no candidate, and does not exist
  orphaned   autoalias wrote it, but no rule defines it any more
  failed     autoalias could not read it

Without an argument, the command lists the whole bucket, because an orphaned alias can have any key.

For a pinned alias, the column WHY also shows the target that the rules choose. It contains a warning if
the pin looks forged: the alias, its versions or its target show that no autoalias command wrote the pin. A pin without a
warning can be forged too, because anyone who may write an alias key can write any metadata there.

An alias is also listed if objects that its rule matches cannot be ordered ("not read"). It can then be at an older object than
you expect.

With --releases: one line for each group of aliases that move together (release: in the rules).
  right       its aliases show the greatest complete release, or no release is complete
  half-moved  some aliases show it, and the next event or sweep moves the others
  stale       no alias shows it yet, or they show it and were written under other rules
  held        some aliases stay at another target: they are pinned or protected, or a real object has their key
  failed      autoalias could not read it
RELEASE is the release that the aliases show. FILES counts the aliases that show the greatest complete release. WHY also names
the next greater release, and what it needs to be complete.

A line "long-lived" below the table counts the aliases of a rule that caches may serve for more than a day because the rule
says so (headers: in the rules). It does not change the exit code.

With --json: one line for each alias or group, and a last line {"total": …}.
Exit code 0 if every alias is right, absent, pinned or protected; 1 if an alias could not be read; 3 if an alias has
another state, a pin with a warning, or a lifetime of more than a day in caches that its rule does not ask for.`;

export function addStatus({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('status', 'list the aliases that differ from the rules, and count all aliases by state')
    .argument('[alias]', 'the key of one alias, or a prefix of keys; all aliases if absent')
    .option('--all', 'also list aliases that are right or absent')
    .option('--summary', 'print the counts only')
    .option('--releases', 'list groups of aliases that move together, with the release that each shows')
    .addOption(strictOption())
    .option('--concurrency <n>', 'how many aliases are read at a time', wholeNumber(1, 256))
    .addHelpText('after', HELP)
    .action((of: string | undefined, { json, ...flags }: BucketFlags & Omit<StatusFlags, 'of' | 'json'>) =>
      runOnBucket({ ...flags, ...(json ? { json } : {}) }, (context, rules) => {
        const { all = false, summary = false, strict = false, concurrency } = flags;
        const wide = flags.wide === true;
        const look = flags.releases ? statusReleases : status;
        return look(context, rules, io, {
          of,
          json: json === true,
          all,
          summary,
          strict,
          wide,
          ...(concurrency ? { concurrency } : {}),
        });
      }),
    );
}

/** States that are not a problem. */
const RIGHT: ReadonlySet<Finding['state']> = new Set(['right', 'absent', 'pinned', 'protected']);

/** Aliases that are listed even though they are not a problem. */
function isAlwaysListed(finding: Finding): boolean {
  return (
    finding.state === 'pinned' ||
    finding.state === 'protected' ||
    isHeldBack(finding) ||
    isAtRisk(finding) ||
    unreadOf(finding) !== undefined
  );
}

/** Whether the greatest candidate of an alias is withdrawn. */
function isHeldBack(finding: Finding): boolean {
  return isAlias(finding) && finding.withdrawn !== undefined;
}

function unreadOf(finding: Finding): UnreadObjects | undefined {
  return isAlias(finding) ? finding.unread : undefined;
}

/** Prints each alias that is not right when it is found, and then the count of each state. */
async function status(
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: StatusFlags,
): Promise<CommandResult> {
  const { json, all = false, summary = false, strict = false, wide = false, ...options } = flags;
  const rows = createRowPrinter<Finding>({
    out: io.out,
    json,
    summary,
    columns: wide ? undefined : io.columns,
    header: ['ALIAS', 'STATE', 'TARGET', 'WHY'],
    cells: (finding) => [finding.alias, finding.state, finding.from ?? '-', whyOf(finding)],
    jsonOf: findingJson,
    ruleOf: ({ rule }) => rule,
  });
  let listed = 0;
  const halfMoved: HalfMoved[] = [];
  const total = await statusOfBucket(context, {
    ...options,
    onFinding: (finding) => {
      if (!all && RIGHT.has(finding.state) && !isAlwaysListed(finding)) return;
      listed++;
      rows.print(finding);
    },
    onHalfMoved: (group) => {
      halfMoved.push(group);
    },
  });
  rows.end();
  if (json) for (const group of halfMoved) io.out(`${jsonLine(group)}\n`);
  if (json) io.out(`${jsonLine({ total: { ...total, judgedBy: rulesJson(rules) } })}\n`);
  const states = Object.entries(total.states).filter(([state, n]) => n > 0 || state === 'right');
  const isWrong = ([state, n]: [string, number]): boolean => n > 0 && !RIGHT.has(state as Finding['state']);
  const wrong = total.doubted > 0 || total.longLived > 0 || Object.entries(total.states).some(isWrong);
  const doubted = total.doubted > 0 ? [`${total.doubted} with a pin that no autoalias command wrote`] : [];
  const longLived = total.longLived > 0 ? [`${total.longLived} that caches may serve for more than a day`] : [];
  const words = [...states.map(([state, n]) => `${n} ${state}`), ...doubted, ...longLived].join(', ');
  const counts = `${count(total.objects, 'object')}, ${count(total.aliases, 'alias', 'aliases')}: ${words}${unreadCount(total.unread)}; ${count(total.requests, 'request')}`;
  const exitCode = total.states.failed > 0 ? EXIT.failed : wrong ? EXIT.differences : EXIT.done;
  const lines = [
    ...halfMoved.map(wordsOf),
    ...unreadLines(total.unread),
    ...total.longLivedByRule.map(longLivedLine),
    counts,
    rulesLine(rules),
  ];
  return {
    exitCode: strictExit(exitCode, { strict }, total.unread.objects),
    json: undefined,
    lines: listed > 0 && !summary ? ['', ...lines] : lines,
  };
}

function wordsOf({ group, release, moved, of }: HalfMoved): string {
  return escapeForTerminal(
    `half moved: ${moved} of ${of} aliases ${group} show ${release === null ? 'no complete release' : `release ${release}`}; the next event or sweep moves the others`,
  );
}

function longLivedLine({ rule, aliases, example }: LongLivedRule): string {
  const lifetime = `caches may serve ${count(aliases, 'alias', 'aliases')} of rule ${rule} for more than a day`;
  return escapeForTerminal(
    `long-lived: ${lifetime}, as its headers say, for example ${example.alias} (${example.headers})`,
  );
}

/** Rules may leave a foreign or dangling symlink unchanged, so the target is named only if it would change. */
function whyOf(finding: Finding): string {
  const { why, to, from, broken, state } = finding;
  const should = isAlias(finding) && finding.change === 'point' && to !== from ? `: should point at ${to}` : '';
  const lost = finding.archived === undefined ? 'is gone' : `is archived (${finding.archived}) and is not restored`;
  const isNew = state !== 'dangling' && !why.includes(lost);
  const gone = broken && isNew ? `; its target ${lost}` : '';
  const { longLived, longLivedByRule } = isAlias(finding) ? finding : {};
  const kept =
    longLived === undefined || why.includes(longLived)
      ? ''
      : `; caches may serve it for more than a day (${longLived})`;
  const asked =
    longLivedByRule === undefined
      ? ''
      : `; caches may serve it for more than a day, as its rule says (${longLivedByRule})`;
  return withUnreadCount(`${why}${should}${gone}${kept}${asked}`, unreadOf(finding));
}
