import { type AliasHistory, aliasHistory, type HistoryEntry } from '../../../aliases/look/history.ts';
import { type MoveMarker, readMoveMarkers } from '../../../aliases/look/marker-moves.ts';
import { markerNoteText } from '../../../aliases/model/marker-note.ts';
import { pinText } from '../../../aliases/model/pin.ts';
import { historyView, type MoveKind, moveKindOf } from '../../../handlers/past/history-view.ts';
import { isoTime } from '../../../handlers/past/shown-view.ts';
import { runProtocol } from '../../../handlers/work/run-protocol.ts';
import type { Store } from '../../../stores/store.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { textTable } from '../../terminal/text-table.ts';
import { historyOfReleases } from './release-history.ts';

const LIMIT = 20;

const HELP = `
History is read from the versions of the alias. It does not use rules, so --rules, --api and --token make no difference.
If the event of a marker moved the alias, WHY also shows what the marker said, for the ten newest of such moves.

For a prefix that ends with a slash, the command merges the moves of all aliases under it into moves of their releases: when,
from which release, to which one, and how many aliases. It uses rules to find the aliases that move together. Aliases of
a rule without "release" are grouped by folder. Aliases that move to the same release within an hour count as one move. The
times are whole seconds, so two moves in one second can be merged or in another order.`;

export function addHistory({ addForBucket, runOnStore, runOnBucket }: CommandRegistry): void {
  addForBucket('history', 'show when an alias moved, from where to where, and what moved it')
    .argument(
      '<alias>',
      'the key of an alias, also of one that no rule defines any more; or a prefix that ends with a slash',
    )
    .option('--limit <n>', 'how many moves to show, newest first', wholeNumber(1, 100_000), LIMIT)
    .addHelpText('after', HELP)
    .action((alias: string, { limit, ...flags }: BucketFlags & { readonly limit: number }) =>
      alias.endsWith('/')
        ? runOnBucket(flags, (context) => historyOfReleases(context, alias, limit))
        : runOnStore(flags, (store) => history(store, alias, limit)),
    );
}

/** The moves of an alias, read from its versions. */
async function history(store: Store, alias: string, limit: number): Promise<CommandResult> {
  const found = await runProtocol(aliasHistory(alias, limit), store);
  const { entries } = found;
  const markers = await runProtocol(readMoveMarkers(found), store);
  const table = textTable([
    ['WHEN', 'WHAT', 'FROM', 'TO', 'ORDER', 'RULE', 'WHO', 'WHY'],
    ...entries.map((entry) => [
      ...[isoTime(entry.at) ?? '-', WHAT[moveKindOf(entry)], entry.from ?? '-', entry.to ?? '-'],
      ...[entry.order ?? '-', entry.rule ?? '-', entry.actor ?? '-', whyOf(entry, markers.get(entry))],
    ]),
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

function whyOf({ what, cause, pin, gap }: HistoryEntry, marker: MoveMarker | undefined): string {
  if (cause === null) return what === 'removed' ? 'a delete marker does not say who made it' : '-';
  const withdrawn = marker === undefined ? [] : [markerNoteText(marker)];
  const why = [cause, ...withdrawn, ...(pin === null ? [] : [pinText(pin)])].join('; ');
  return gap ? `${why} (gap)` : why;
}

const GAP =
  'gap: the writer had read another version than the one below; that version was deleted, or two programs wrote at the same time';

function remarks({ alias, versioning, entries, more }: AliasHistory): readonly string[] {
  return [
    ...(entries.length === 0
      ? [`${alias}: ${versioning === 'Never' ? 'nothing is there' : 'nothing was ever there'}`]
      : []),
    ...(entries.some(({ gap }) => gap) ? [GAP] : []),
    ...(more ? ['there are more; show them with --limit'] : []),
    ...(versioning === 'Never'
      ? ['the bucket is unversioned, so only the current target and the one before are shown']
      : []),
    ...(versioning === 'Suspended' ? ['versioning is suspended: each move since then replaced the one before'] : []),
  ];
}
