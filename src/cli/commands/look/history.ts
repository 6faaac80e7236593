import { type AliasHistory, aliasHistory } from '../../../aliases/look/history.ts';
import type { HistoryEntry } from '../../../aliases/look/history-entry.ts';
import { type MoveMarker, personOf, readMoveMarkers } from '../../../aliases/look/marker-moves.ts';
import { NO_LINK_VERSIONS } from '../../../aliases/past/shown-target.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { historyView, type MoveKind, moveKindOf } from '../../../handlers/past/history-view.ts';
import { refuseFolder } from '../../../handlers/past/refuse-folder.ts';
import { isoTime } from '../../../handlers/past/shown-view.ts';
import { runProtocol } from '../../../handlers/work/run-protocol.ts';
import type { Store } from '../../../stores/store.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { count } from '../../terminal/count.ts';
import { textTable } from '../../terminal/text-table.ts';
import { moveReason } from './move-reason.ts';
import { historyOfReleases } from './release-history.ts';

const LIMIT = 20;

interface HistoryFlags extends BucketFlags {
  readonly limit: number;
  readonly all?: boolean;
}

const HELP = `
The command reads the versions of the alias. Without versions of links (on BOS, and in a bucket that never had versioning), it
shows only the current target and up to five former ones ("former target"), without times, causes or the moves between them.
It does not use rules, so --rules, --api and --token make no difference.
Each row is a move: another target, another version of the target ("updated"), a pin that was set or removed, or a deletion.
autoalias also writes a link again with the same target, for new headers, or to repair its record after two programs wrote
at the same time. Only --all shows these writes ("rewritten").
If a command withdrew or restored a release and the event of the marker moved the alias first, the row names the command.
If only the event of a marker moved the alias, WHO and WHY show what the marker says, for the ten newest of such moves.
"(gap)" means that the version before is gone, so FROM is unknown.
After the target of an alias was deleted, it can show a former target for a short time: WHY says "temporary, while its
candidates are listed" (JSON: "interim"). If the listing keeps that target, the row is an ordinary move.

For a prefix that ends with a slash, the command merges the moves of all aliases under it into moves of their releases: when,
from which release, to which one, and how many aliases ("2 of 3": the third one did not move). It uses rules to find the aliases that move together. Aliases of
a rule without "release" are grouped by folder, so "latest" and "v1" have rows of their own: they can move at different times. Aliases that move to the same release within an hour count as one move. If
one of them names a command of a person, WHO and WHY show it. The times are whole seconds, so two moves in one second can be
merged or in another order.

--limit counts the rows, the newest first. For a prefix, it counts the rows of all releases together.`;

export function addHistory({ addForBucket, runOnStore, runOnBucket }: CommandRegistry): void {
  addForBucket('history', 'show when an alias moved, from where to where, and what moved it')
    .argument(
      '<alias>',
      'the key of an alias, also of one that no rule defines any more; or a prefix that ends with a slash',
    )
    .option('--limit <n>', 'how many moves to show, newest first', wholeNumber(1, 100_000), LIMIT)
    .option('--all', 'for one alias: also show the writes that changed only the headers or the record of the link')
    .addHelpText('after', HELP)
    .action((alias: string, { limit, all = false, ...flags }: HistoryFlags) => {
      if (!alias.endsWith('/')) return runOnStore(flags, (store) => history(store, alias, limit, all));
      if (all) throw new AutoaliasError('usage', `--all is only for one alias, and ${alias} is a prefix`);
      return runOnBucket(flags, (context) => historyOfReleases(context, alias, limit));
    });
}

/** The moves of an alias, read from its versions. */
async function history(store: Store, alias: string, limit: number, all: boolean): Promise<CommandResult> {
  const found = await runProtocol(aliasHistory(store.capabilities, alias, limit, all ? () => true : undefined), store);
  const { entries } = found;
  const isKept = keepsLinks(found);
  if (entries.length === 0) await refuseFolder(store, alias);
  const markers = await runProtocol(readMoveMarkers(found), store);
  const table = textTable([
    ['WHEN', 'WHAT', 'FROM', 'TO', 'ORDER', 'RULE', 'WHO', 'WHY'],
    ...entries.map((entry, i) => {
      const marker = markers.get(entry);
      const isFormer = !isKept && i > 0;
      return [
        ...[isoTime(entry.at) ?? '-', isFormer ? 'former target' : whatOf(entry)],
        ...[entry.from ?? (entry.gap && !isFormer ? '(unknown)' : '-'), entry.to ?? '-'],
        ...[entry.order ?? '-', entry.rule ?? '-', personOf(entry, marker) ?? '-', whyOf(entry, marker)],
      ];
    }),
  ]);
  return {
    exitCode: EXIT.done,
    json: historyView(found, markers),
    lines: [...(entries.length > 0 ? table : []), ...remarks(found)],
  };
}

const WHAT: Readonly<Record<MoveKind, string>> = {
  pointed: 'pointed',
  pinned: 'pinned',
  removed: 'removed',
  'foreign-link': 'link, not ours',
  'foreign-object': 'object, not ours',
};

function whatOf(entry: HistoryEntry): string {
  if (entry.what === 'removed' && entry.changes === 'record') return 'removed again';
  if (entry.what !== 'pointed' || entry.changes === 'target') return WHAT[moveKindOf(entry)];
  if (entry.changes === 'pin') return entry.pin === null ? 'unpinned' : 'pinned';
  return entry.changes === 'version' ? 'updated' : 'rewritten';
}

function whyOf(entry: HistoryEntry, marker: MoveMarker | undefined): string {
  if (entry.cause === null) return entry.what === 'removed' ? 'a delete marker does not say who made it' : '-';
  const why = moveReason(entry, marker);
  return entry.gap && entry.versionId !== null ? `${why} (gap)` : why;
}

const FORMER =
  'the alias pointed at each former target at some time; when, how often and from which target it moved is unknown';
const GAP = 'gap: the version that was there before is gone, so the alias may have shown another target';

/** Whether the bucket keeps versions of links, so that the history has moves. */
function keepsLinks({ linkVersions, versioning }: AliasHistory): boolean {
  return linkVersions !== false && versioning !== 'Never';
}

function remarks(found: AliasHistory): readonly string[] {
  const { alias, versioning, linkVersions, entries, rewrites, more } = found;
  const isKept = keepsLinks(found);
  return [
    ...(entries.length === 0 ? [`${alias}: ${isKept ? 'nothing was ever there' : 'nothing is there'}`] : []),
    ...(isKept && entries.some(({ gap }) => gap) ? [GAP] : []),
    ...(rewrites > 0
      ? [`${count(rewrites, 'write')} did not move the alias (new headers or repairs); show them with --all`]
      : []),
    ...(more ? ['there are more; show them with --limit'] : []),
    ...(isKept
      ? []
      : [
          `${linkVersions === false ? NO_LINK_VERSIONS : 'the bucket is unversioned'}, so only the current target and up to five former ones are shown`,
          ...(entries.length > 1 ? [FORMER] : []),
        ]),
    ...(isKept && versioning === 'Suspended'
      ? ['versioning is suspended: each move since then replaced the one before']
      : []),
  ];
}
