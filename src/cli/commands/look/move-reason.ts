import type { HistoryEntry } from '../../../aliases/look/history-entry.ts';
import type { MoveMarker } from '../../../aliases/look/marker-moves.ts';
import { markerNoteText } from '../../../aliases/model/marker-note.ts';
import { pinText } from '../../../aliases/model/pin.ts';

/** The cause of a move with the pin that it set, and with what the marker said whose event caused it. */
export function moveReason(
  { cause, pin }: Pick<HistoryEntry, 'cause' | 'pin'>,
  marker: MoveMarker | undefined,
): string {
  const withdrawn = marker === undefined ? [] : [markerNoteText(marker)];
  return [cause ?? '-', ...withdrawn, ...(pin === null ? [] : [pinText(pin)])].join('; ');
}
