import type { HistoryEntry } from '../../../aliases/look/history-entry.ts';
import type { MoveMarker } from '../../../aliases/look/marker-moves.ts';
import { markerNoteText } from '../../../aliases/model/marker-note.ts';
import { pinText } from '../../../aliases/model/pin.ts';
import type { MoverFields } from '../../../handlers/past/mover-fields.ts';

/** Why a link was written, and who caused it. The text of a marker can name that person. */
export function writtenFor(link: {
  readonly cause: string;
  readonly actor?: string | null | undefined;
  readonly marker?: MoverFields['marker'];
}): string {
  const { cause, actor, marker } = link;
  const by = actor == null || marker?.actor != null ? '' : ` by ${actor}`;
  return `${cause}${by}${marker === undefined ? '' : `; ${markerNoteText(marker)}`}`;
}

/** The cause of a move with the pin that it set, with what the marker said whose event caused it, and whether it was temporary. */
export function moveReason(
  { cause, pin, interim }: Pick<HistoryEntry, 'cause' | 'pin' | 'interim'>,
  marker: MoveMarker | undefined,
): string {
  const withdrawn = marker === undefined ? [] : [markerNoteText(marker)];
  const temporary = interim ? ['temporary, while its candidates are listed'] : [];
  return [cause ?? '-', ...withdrawn, ...(pin === null ? [] : [pinText(pin)]), ...temporary].join('; ');
}
