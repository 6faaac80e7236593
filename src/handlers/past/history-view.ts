import type { AliasHistory } from '../../aliases/look/history.ts';
import type { HistoryEntry } from '../../aliases/look/history-entry.ts';
import type { MoveMarker } from '../../aliases/look/marker-moves.ts';
import { moverFields } from './mover-fields.ts';
import type { ReleaseHistory } from './release-history.ts';
import { isoTime } from './shown-view.ts';

/** A {@link HistoryEntry} kind. A link with a pin was written by the command `pin`. */
export type MoveKind = HistoryEntry['what'] | 'pinned';

export function moveKindOf({ what, pin }: Pick<HistoryEntry, 'what' | 'pin'>): MoveKind {
  return what === 'pointed' && pin !== null ? 'pinned' : what;
}

const ACTIONS: Readonly<Record<MoveKind, { readonly action: string; readonly ours: boolean | null }>> = {
  pointed: { action: 'pointed', ours: true },
  pinned: { action: 'pinned', ours: true },
  // A delete marker has no metadata. The version below it shows whether autoalias wrote it.
  removed: { action: 'removed', ours: null },
  'foreign-link': { action: 'pointed', ours: false },
  'foreign-object': { action: 'replaced', ours: false },
};

function actionOf(entry: Pick<HistoryEntry, 'what' | 'pin' | 'cause'>) {
  const found = ACTIONS[moveKindOf(entry)];
  return entry.what === 'removed' && entry.cause !== null ? { ...found, ours: true } : found;
}

/** The moves of an alias in the form of the JSON output: times are ISO 8601. */
export function historyView(
  { entries, ...found }: AliasHistory,
  markers: ReadonlyMap<HistoryEntry, MoveMarker> = new Map(),
) {
  return {
    ...found,
    entries: entries.map((whole) => {
      const { at, what, ...entry } = whole;
      const mover = moverFields(whole, markers.get(whole));
      return { ...actionOf({ what, ...entry }), at: isoTime(at), ...entry, ...mover };
    }),
  };
}

/** The moves of releases in the form of the JSON output: times are ISO 8601. */
export function releaseHistoryView({ moves, ...found }: ReleaseHistory) {
  return {
    ...found,
    moves: moves.map(({ at, until, marker, ...move }) => ({
      ...move,
      at: isoTime(at),
      until: isoTime(until),
      ...moverFields(move, marker),
    })),
  };
}
