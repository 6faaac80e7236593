import { markerNoteText } from '../../aliases/model/marker-note.ts';
import type { Release } from '../../rules/match/release-survey.ts';
import type { MarkerNotes } from './held-back.ts';

/** A release that is withdrawn. */
export interface WithdrawnRelease {
  readonly release: string;
  /** The keys of the markers that withdraw it. */
  readonly markers: readonly string[];
  /** What the first marker says that says anything. Null if it does not say it. Any program can write a marker. */
  readonly reason: string | null;
  readonly actor: string | null;
  /** ISO 8601. */
  readonly since: string | null;
}

/** Reads what the markers of a withdrawn release say. */
export async function readWithdrawnRelease(
  { name, withdrawnBy }: Pick<Release, 'name' | 'withdrawnBy'>,
  notes: MarkerNotes,
): Promise<WithdrawnRelease> {
  const said = { reason: null, actor: null, since: null };
  for (const marker of withdrawnBy) {
    const { reason = null, actor = null, time: since = null } = await notes.read(marker);
    if (reason === null && actor === null && since === null) continue;
    return { release: name, markers: withdrawnBy, reason, actor, since };
  }
  return { release: name, markers: withdrawnBy, ...said };
}

/** `release 1.1.0 is withdrawn by ada@host at 2026-11-27T23:30:00Z: 1.1 breaks logins`, as far as known. */
export function withdrawnText({ release, reason, actor, since }: WithdrawnRelease): string {
  const note = { reason: reason ?? undefined, actor: actor ?? undefined, time: since ?? undefined };
  return `release ${release} is ${markerNoteText(note)}`;
}
