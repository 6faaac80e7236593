import { type MarkerNote, markerNoteText } from '../../aliases/model/marker-note.ts';
import type { Release } from '../../rules/release-choice.ts';
import type { MarkerNotes } from './held-back.ts';

/** A release that is withdrawn. */
export interface WithdrawnRelease {
  readonly release: string;
  /** The keys of the markers that withdraw it. */
  readonly markers: readonly string[];
  /** What a marker says. Null if it does not say it. Any program can write a marker. */
  readonly reason: string | null;
  readonly actor: string | null;
  /** ISO 8601. */
  readonly since: string | null;
}

/** Reads what the markers of a withdrawn release say. If there are several, the first one that has a reason or an actor counts. */
export async function readWithdrawnRelease(
  { name, withdrawnBy }: Pick<Release, 'name' | 'withdrawnBy'>,
  notes: MarkerNotes,
): Promise<WithdrawnRelease> {
  let first: MarkerNote | undefined;
  for (const marker of withdrawnBy) {
    const note = await notes.read(marker);
    first ??= note;
    if (note.reason === undefined && note.actor === undefined) continue;
    first = note;
    break;
  }
  const { reason = null, actor = null, time: since = null } = first ?? {};
  return { release: name, markers: withdrawnBy, reason, actor, since };
}

/** `release 1.1.0 is withdrawn by ada@host at 2026-11-27T23:30:00Z: 1.1 breaks logins`, as far as known. */
export function withdrawnText({ release, reason, actor, since }: WithdrawnRelease): string {
  const note = { reason: reason ?? undefined, actor: actor ?? undefined, time: since ?? undefined };
  return `release ${release} is ${markerNoteText(note)}`;
}
