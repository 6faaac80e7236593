import * as v from 'valibot';
import { defined } from '../../defined.ts';
import type { PutObject } from '../../stores/store-request.ts';
import { timeText } from './pin.ts';
import { ask, type Protocol } from './protocol.ts';

/** The commands that write markers. */
const COMMANDS = ['withdraw', 'rollback'] as const;

/** What a marker says about itself, for people. Its content decides nothing, so every field can be missing. */
export interface MarkerNote {
  readonly reason?: string | undefined;
  /** Who wrote the marker. */
  readonly actor?: string | undefined;
  /** When it was written, in ISO 8601: as it says or, if it does not, as the store says. */
  readonly time?: string | undefined;
  /** The command that wrote it. */
  readonly by?: (typeof COMMANDS)[number] | undefined;
}

/** The request that writes a marker. */
export function putMarker(
  key: string,
  note: Required<Pick<MarkerNote, 'reason' | 'by'>> & Pick<MarkerNote, 'actor'>,
  now: number,
): Omit<PutObject, 'body'> & { readonly body: Uint8Array } {
  const { reason, actor, by } = note;
  const text = JSON.stringify({ reason, actor, time: timeText(Math.floor(now / 1000) * 1000), by });
  const headers = { contentType: 'application/json' };
  return { operation: 'PutObject', key, body: new TextEncoder().encode(`${text}\n`), headers };
}

/** In characters. Any program can write a marker, with content of any length. */
const LONGEST = 500;

const field = v.fallback(
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, LONGEST)),
    ),
  ),
  undefined,
);
const noteSchema = v.fallback(
  v.object({ reason: field, actor: field, time: field, by: v.fallback(v.optional(v.picklist(COMMANDS)), undefined) }),
  {},
);

/** Parses the content of a marker. Returns an empty note for content that is not a JSON object. */
export function parseMarkerNote(text: string): MarkerNote {
  try {
    return v.parse(noteSchema, JSON.parse(text));
  } catch {
    return {};
  }
}

/** How much of a marker is read. Any program can write one of any size. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads the note of a marker, or of one of its versions. If the content has no time, its time is when it was written. Undefined
 * if there is no marker at the key.
 */
export function* readMarkerNote(marker: string, versionId?: string): Protocol<MarkerNote | undefined> {
  const content = yield* ask({
    operation: 'GetObject',
    key: marker,
    maxBytes: MOST_BYTES,
    ...defined({ versionId }),
  });
  if (content.found !== 'object') return undefined;
  const { time, ...note } = parseMarkerNote(content.text);
  if (time !== undefined && !Number.isNaN(Date.parse(time))) return { ...note, time };
  return content.lastModified === undefined ? note : { ...note, time: timeText(content.lastModified) };
}

/** One short line for people: `withdrawn by ada@host at 2026-11-27T23:30:00Z: 1.10 breaks logins`. */
export function markerNoteText({
  reason,
  actor,
  time,
}: Partial<Record<'reason' | 'actor' | 'time', string | null | undefined>>): string {
  const by = actor == null ? '' : ` by ${actor}`;
  const at = time == null ? '' : ` at ${time}`;
  return `withdrawn${by}${at}${reason == null ? '' : `: ${reason}`}`;
}
