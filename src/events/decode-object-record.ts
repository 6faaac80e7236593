import * as z from 'zod';
import { isBucketName } from '../bucket-name.ts';
import { type ObjectKeyFlaw, objectKeyFlaw } from '../object-key.ts';
import type { Change, ChangeSource } from './change.ts';
import { eventKind } from './event-kinds.ts';
import { malformedBySchema } from './malformed-by-schema.ts';
import type { DecodedEvent, SkippedEvent } from './outcome.ts';

// Function Compute and EventBridge place `responseElements` beside `oss`, the template that the SMQ page prints inside it.
const responseElements = z.looseObject({ requestId: z.string().optional() }).optional().catch(undefined);

/** A leading slash is accepted: OSS reports the key, so an object has it, and no rule can match it. */
const KEY_FLAWS: Readonly<Record<Exclude<ObjectKeyFlaw, 'leading-slash'>, string>> = {
  empty: 'the key is empty; expected 1 to 1023 bytes',
  'too-long': 'the key is longer than the 1023 bytes that OSS allows',
  'not-utf8': 'the key holds half a surrogate pair; OSS keys are UTF-8',
};

const keySchema = z.string().superRefine((key, context) => {
  const flaw = objectKeyFlaw(key);
  if (flaw !== undefined && flaw !== 'leading-slash') context.addIssue({ code: 'custom', message: KEY_FLAWS[flaw] });
});

const recordSchema = z.looseObject({
  // What only feeds the log must not cost the event: a wrong type there counts as absent.
  eventTime: z.string().optional().catch(undefined),
  responseElements,
  oss: z.looseObject({
    bucket: z.looseObject({
      // Checked here, so that a wrong name affects only its own event, not the other events of the message.
      name: z
        .string()
        .min(1, 'the bucket name is empty')
        .refine(isBucketName, 'not a valid bucket name; expected 3 to 63 lower-case letters, digits and hyphens'),
    }),
    object: z.looseObject({ key: keySchema }),
    responseElements,
  }),
});

/** The name goes into logs and alias metadata, so its length is limited. */
const nameSchema = z.looseObject({
  eventName: z.string().min(1, 'the event name is empty').max(100, 'the event name is longer than 100 characters'),
});

/** The place of an OSS event record in its envelope. */
export interface RecordPlace {
  /** The path of the record in the input. */
  readonly path: string;
  readonly source: ChangeSource;
  /** The event's name where the envelope says it (a CloudEvent's `type`); otherwise `eventName` of the record. */
  readonly name?: string;
}

function readRecord(value: unknown, event: string, place: RecordPlace): DecodedEvent {
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return malformedBySchema(parsed.error, value, place.path);
  const { oss, eventTime } = parsed.data;
  const requestId = (parsed.data.responseElements ?? oss.responseElements)?.requestId;
  const change: Change = {
    bucket: oss.bucket.name,
    key: oss.object.key,
    event,
    source: place.source,
    ...(eventTime === undefined ? {} : { time: eventTime }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  return { kind: 'change', change };
}

function skipRecord(value: unknown, event: string, path: string, reason: string): SkippedEvent {
  const parsed = recordSchema.safeParse(value);
  const which = parsed.success ? { bucket: parsed.data.oss.bucket.name, key: parsed.data.oss.object.key } : {};
  return { kind: 'skipped', path, event, ...which, reason };
}

/**
 * Decodes one OSS event record, as the OSS event notification page shows it. The name is judged first: a kind that asks
 * for nothing need not have an object (`BucketCreated:PutBucket` has none).
 */
export function decodeObjectRecord(value: unknown, place: RecordPlace): DecodedEvent {
  const named = nameSchema.safeParse(place.name === undefined ? value : { eventName: place.name });
  if (!named.success) return malformedBySchema(named.error, value, place.path);
  // Payloads carry no prefix, trigger settings do, and some senders mix them up.
  const event = named.data.eventName.replace(/^oss:/, '');
  const kind = eventKind(event);
  return kind.counts ? readRecord(value, event, place) : skipRecord(value, event, place.path, kind.reason);
}
