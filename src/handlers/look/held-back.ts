import { greaterText } from '../../aliases/look/greatest-withdrawn.ts';
import type { PlannedAlias } from '../../aliases/look/plan-alias.ts';
import { type MarkerNote, markerNoteText, readMarkerNote } from '../../aliases/model/marker-note.ts';
import type { GreatestWithdrawn } from '../../aliases/model/outcome.ts';
import type { Store } from '../../stores/store.ts';
import { runProtocol } from '../work/run-protocol.ts';

/** The greatest candidate of an alias if it is withdrawn, and what its marker says. */
export interface WithdrawnView {
  readonly key: string;
  /** The key of the marker. Without it, the alias would point at `key`. */
  readonly marker: string;
  /** Null if the marker does not say it. Any program can write a marker. */
  readonly reason: string | null;
  readonly actor: string | null;
  /** ISO 8601. */
  readonly since: string | null;
}

/** Reads what markers say. */
export interface MarkerNotes {
  read(marker: string): Promise<MarkerNote>;
}

/** How many notes are kept. The aliases of one release are read one after the other, so they share a note. */
const MOST_NOTES = 256;

/** Creates a reader that sends one request for each marker, however many aliases it holds back. */
export function createMarkerNotes(store: Store, onRequest: () => void = () => {}): MarkerNotes {
  const notes = new Map<string, Promise<MarkerNote>>();
  const send = async (marker: string): Promise<MarkerNote> => {
    onRequest();
    return (await runProtocol(readMarkerNote(marker), store)) ?? {};
  };
  return {
    read(marker) {
      const note = notes.get(marker) ?? send(marker);
      notes.delete(marker);
      notes.set(marker, note);
      const [oldest] = notes.keys();
      if (notes.size > MOST_NOTES && oldest !== undefined) notes.delete(oldest);
      return note;
    },
  };
}

/** A withdrawn candidate with the note of its marker. */
export async function viewWithdrawn({ key, marker }: GreatestWithdrawn, notes: MarkerNotes): Promise<WithdrawnView> {
  const { reason = null, actor = null, time: since = null } = await notes.read(marker);
  return { key, marker, reason, actor, since };
}

/** What holds an alias back, in the form of the output: with the note of the marker, which is also added to the reason. */
export async function withNote<T extends Pick<PlannedAlias, 'why' | 'from' | 'withdrawn'>>(
  { withdrawn, ...planned }: T,
  notes: MarkerNotes,
): Promise<Omit<T, 'withdrawn'> & { readonly withdrawn?: WithdrawnView }> {
  if (withdrawn === undefined) return planned;
  const { key, marker } = withdrawn;
  const why = whyWithdrawn(planned, key, markerNoteText(await notes.read(marker)));
  return { ...planned, why, withdrawn: await viewWithdrawn(withdrawn, notes) };
}

/** The reason of the plan says that the candidate is withdrawn, unless the alias is pinned or points at the candidate. */
function whyWithdrawn({ why, from }: Pick<PlannedAlias, 'why' | 'from'>, key: string, note: string): string {
  if (key === from) return `${why}; ${note}`;
  const short = greaterText(key);
  const whole = `${key} is greater and ${note}`;
  return why.includes(short) ? why.replace(short, () => whole) : `${why}; ${whole}`;
}
