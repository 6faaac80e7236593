import { decodeBosRecord } from './decode-bos-record.ts';
import { decodeObjectRecord } from './decode-object-record.ts';
import { decodeS3Record } from './decode-s3-record.ts';
import type { Change, ChangeSource, DecodedEvent, MalformedEvent, SkippedEvent } from './decoded-event.ts';
import { EVENT_FORMATS, type EventFormat } from './event-formats.ts';
import { eventPath } from './malformed-event.ts';
import { readPayload } from './read-payload.ts';

/** The result of {@link decodeEvents}. Each event of the input is in exactly one of the lists. */
export interface DecodedEvents {
  readonly changes: readonly Change[];
  readonly skipped: readonly SkippedEvent[];
  readonly malformed: readonly MalformedEvent[];
}

/**
 * Decodes the input that a trigger, an event bus or a queue delivers: bytes, text or parsed JSON. Supports OSS events of
 * Function Compute, CloudEvents of EventBridge (one or an array), SMQ messages (in Base64, or in a JSON envelope), S3 event
 * notifications, and events of BOS (triggers of CFC and bucket notifications).
 *
 * Never throws. A malformed event is reported with its path and does not affect the others. Input that does not contain any
 * event results in one MalformedEvent at `$`.
 */
export function decodeEvents(input: unknown): DecodedEvents {
  const decoded = decodeInput(input, { path: '$', depth: 0 });
  return {
    changes: decoded.flatMap((one) => (one.kind === 'change' ? [one.change] : [])),
    skipped: decoded.filter((one) => one.kind === 'skipped'),
    malformed: decoded.filter((one) => one.kind === 'malformed'),
  };
}

/**
 * The maximum nesting of envelopes. Real senders nest three levels (an array of CloudEvents of queue messages). The limit
 * also stops the decoding of an object that contains itself.
 */
const MAX_DEPTH = 8;

/** Where an input is, and which service delivered it. */
interface InputPlace {
  readonly path: string;
  readonly source?: ChangeSource | undefined;
  readonly depth: number;
}

function decodeInput(input: unknown, place: InputPlace): readonly DecodedEvent[] {
  if (place.depth > MAX_DEPTH) {
    return [malformed(place.path, `nested more than ${MAX_DEPTH} levels deep; expected events`)];
  }
  const payload = readPayload(input);
  if ('problem' in payload) return [malformed(place.path, payload.problem)];
  // Only SMQ encodes message bodies in Base64.
  const source = place.source ?? (payload.base64 ? 'smq' : undefined);
  const depth = place.depth + 1;
  const { value } = payload;
  if (Array.isArray(value)) {
    return value.flatMap((element, index) =>
      decodeInput(element, { path: eventPath(place.path, index), source, depth }),
    );
  }
  const format = EVENT_FORMATS.find((one) => one.recognizes(value));
  if (format === undefined) return [malformed(place.path, unrecognized(value))];
  return format.unwrap(value, place.path, source).flatMap((wrapped) => decodeWrapped(wrapped, depth));
}

function decodeWrapped(wrapped: ReturnType<EventFormat['unwrap']>[number], depth: number): readonly DecodedEvent[] {
  switch (wrapped.kind) {
    case 'malformed':
      return [wrapped];
    case 'record':
      return [decodeObjectRecord(wrapped.value, wrapped)];
    case 'bos-record':
      return [decodeBosRecord(wrapped.value, wrapped.path)];
    case 's3-record':
      return [decodeS3Record(wrapped.value, wrapped)];
    case 'payload':
      return decodeInput(wrapped.value, { ...wrapped, depth });
  }
}

function malformed(path: string, problem: string): MalformedEvent {
  return { kind: 'malformed', path, message: `${path}: ${problem}` };
}

function unrecognized(value: object): string {
  const fields = Object.keys(value)
    .slice(0, 5)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
    .join(', ');
  const expected = EVENT_FORMATS.map((format) => format.example).join(', or ');
  return `expected ${expected}; got an object with ${fields === '' ? 'no fields' : `the fields ${fields}`}`;
}
