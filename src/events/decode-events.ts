import * as z from 'zod';
import type { Change, ChangeSource } from './change.ts';
import { cloudEvents } from './cloud-events.ts';
import { decodeObjectRecord } from './decode-object-record.ts';
import type { EventFormat } from './event-format.ts';
import { eventPath } from './event-path.ts';
import { malformedBySchema } from './malformed-by-schema.ts';
import type { DecodedEvent, MalformedEvent, SkippedEvent } from './outcome.ts';
import { readPayload } from './read-payload.ts';

/**
 * Where the body of a message stands: `Message` in a topic's notification, `MessageBody` in ReceiveMessage's answer,
 * `messageBody` in what event streams pass on, the others in what relays make of it. The first one present is it.
 */
const bodyFields = ['Message', 'MessageBody', 'messageBody', 'message', 'body'] as const;

function bodyField(value: object) {
  return bodyFields.find((field) => Object.hasOwn(value, field));
}

/** A message of Simple Message Queue as JSON. Its body is Base64 of the events (page "OSS event notifications"), or already decoded. */
export const smqMessages: EventFormat = {
  looksLike: '{"Message": "…"} or {"messageBody": "…"} of SMQ',
  recognizes: (value) => bodyField(value) !== undefined,
  unwrap: (value, path) => {
    const field = bodyField(value) ?? 'Message';
    return [{ kind: 'payload', value: Reflect.get(value, field), path: eventPath(path, field), source: 'smq' }];
  },
};

const envelope = z.looseObject({ events: z.array(z.unknown()) });

/** `{"events": […]}`, what the native OSS trigger of Function Compute sends (formats of event for different triggers page). */
export const functionComputeEvents: EventFormat = {
  looksLike: '{"events": […]} of a Function Compute OSS trigger',
  recognizes: (value) => 'events' in value,
  unwrap: (value, path, source) => {
    const parsed = envelope.safeParse(value);
    if (!parsed.success) return [malformedBySchema(parsed.error, value, path)];
    return parsed.data.events.map((record, index) => ({
      kind: 'record',
      value: record,
      path: eventPath(path, 'events', index),
      source: source ?? 'function-compute',
    }));
  },
};

/** What an input held, each event in exactly one of the three. */
export interface DecodedEvents {
  readonly changes: readonly Change[];
  readonly skipped: readonly SkippedEvent[];
  readonly malformed: readonly MalformedEvent[];
}

/** In the order in which they are tried; a value is of the first that recognises it. */
const formats: readonly EventFormat[] = [functionComputeEvents, cloudEvents, smqMessages];

/** Real wrappings nest three deep (a batch of CloudEvents of queue messages). More is a mistake, or an object within itself. */
const deepest = 8;

interface InputPlace {
  readonly path: string;
  readonly source?: ChangeSource | undefined;
  readonly depth: number;
}

function malformed(path: string, problem: string): MalformedEvent {
  return {
    kind: 'malformed',
    path,
    message: `${path}: ${problem}`,
  };
}

function unrecognised(value: object): string {
  const fields = Object.keys(value)
    .slice(0, 5)
    .map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
    .join(', ');
  const wanted = formats.map((format) => format.looksLike).join(', or ');
  return `expected ${wanted}; got an object with ${fields === '' ? 'no fields' : `the fields ${fields}`}`;
}

function open(input: unknown, place: InputPlace): readonly DecodedEvent[] {
  if (place.depth > deepest) return [malformed(place.path, `wrapped more than ${deepest} deep; expected events`)];
  const payload = readPayload(input);
  if ('problem' in payload) return [malformed(place.path, payload.problem)];
  // Base64 is what SMQ does to a body; no other source does.
  const source = place.source ?? (payload.base64 ? 'smq' : undefined);
  const depth = place.depth + 1;
  const { value } = payload;
  if (Array.isArray(value)) {
    return value.flatMap((element, index) => open(element, { path: eventPath(place.path, index), source, depth }));
  }
  const format = formats.find((one) => one.recognizes(value));
  if (format === undefined) return [malformed(place.path, unrecognised(value))];
  return format.unwrap(value, place.path, source).flatMap((held): readonly DecodedEvent[] => {
    if (held.kind === 'malformed') return [held];
    return held.kind === 'record' ? [decodeObjectRecord(held.value, held)] : open(held.value, { ...held, depth });
  });
}

/**
 * Decodes what a trigger, a bus or a queue delivered, from bytes, text or an object already parsed: the OSS event of
 * Function Compute, CloudEvents of EventBridge (one or an array), messages of SMQ (raw Base64, or JSON around it).
 *
 * Never throws. A damaged event is reported with its path and costs no other; what is no event at all is one Malformed
 * at `$`.
 */
export function decodeEvents(input: unknown): DecodedEvents {
  const outcomes = open(input, { path: '$', depth: 0 });
  return {
    changes: outcomes.flatMap((outcome) => (outcome.kind === 'change' ? [outcome.change] : [])),
    skipped: outcomes.filter((outcome) => outcome.kind === 'skipped'),
    malformed: outcomes.filter((outcome) => outcome.kind === 'malformed'),
  };
}
