import type { SymlinkFound } from '../../stores/store-response.ts';
import { readRecord } from '../model/alias-record.ts';
import { isMarkerEventText } from '../model/cause.ts';
import { type MarkerNote, readMarkerNote } from '../model/marker-note.ts';
import type { Protocol } from '../model/protocol.ts';
import { type AliasHistory, versionsOf } from './history.ts';
import type { HistoryEntry } from './history-entry.ts';

/** The marker whose event moved an alias, and what it said then. */
export interface MoveMarker extends MarkerNote {
  readonly key: string;
  /** The account that wrote the marker, as its event says. OSS vouches for it, but not for the actor, which is text. */
  readonly principal?: string | undefined;
}

/** A write of an alias, as its record describes it. */
type RecordedMove = Pick<HistoryEntry, 'cause' | 'actor' | 'at'>;

/** Who moved an alias: the person in the marker, otherwise as the alias records it. */
export function personOf({ actor }: Pick<RecordedMove, 'actor'>, marker: MoveMarker | undefined): string | null {
  return marker?.actor ?? actor;
}

/** How many moves are explained, and how many versions of a marker are searched. Each move costs two requests at most. */
const MOST_MOVES = 10;
const MOST_VERSIONS = 20;

/**
 * Reads what the markers said whose events moved an alias or a release, for the ten newest of such moves. A marker whose
 * versions are gone is left out.
 */
export function* readMoveMarkers<T extends RecordedMove>({
  entries,
  versioning,
}: {
  readonly entries: readonly T[];
  readonly versioning: AliasHistory['versioning'];
}): Protocol<ReadonlyMap<T, MoveMarker>> {
  const found = new Map<T, MoveMarker>();
  const moves = entries.flatMap((entry) => {
    const key = markerOf(entry);
    return key === undefined ? [] : [{ entry, key }];
  });
  for (const { entry, key } of moves.slice(0, MOST_MOVES)) {
    const versionId = versioning === 'Never' ? undefined : yield* versionAt(key, entry.at ?? 0);
    if (versioning !== 'Never' && versionId === undefined) continue;
    const note = yield* readMarkerNote(key, versionId);
    if (note !== undefined) found.set(entry, { key, ...note, principal: entry.actor ?? undefined });
  }
  return found;
}

/** Reads what the marker said whose event wrote a link. Undefined if another cause wrote it, or if the marker is gone. */
export function* readMarkerOfLink(link: SymlinkFound): Protocol<MoveMarker | undefined> {
  const { cause = null, actor = null } = readRecord(link) ?? {};
  const entry = { cause, actor, at: link.lastModified ?? null };
  const versioning = link.versionId === undefined ? 'Never' : 'Enabled';
  return (yield* readMoveMarkers({ entries: [entry], versioning })).get(entry);
}

/** The marker that the recorded cause names: `ObjectCreated:PutObject releases/app/1.1.0/.withdrawn`. */
function markerOf({ cause }: Pick<HistoryEntry, 'cause'>): string | undefined {
  if (cause === null || !isMarkerEventText(cause)) return undefined;
  return /^ObjectCreated:\S+ (.+)$/.exec(cause)?.[1];
}

/** The version of a marker that was current at a time. It can have been deleted and written again since. */
function* versionAt(key: string, at: number): Protocol<string | undefined> {
  const versions = yield* versionsOf(key, MOST_VERSIONS);
  return versions.find(({ lastModified, deleteMarker }) => !deleteMarker && lastModified <= at)?.versionId;
}
