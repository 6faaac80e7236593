import * as v from 'valibot';
import { defined } from '../defined.ts';
import type { ChangeSource, DecodedEvent, SkippedEvent } from './decoded-event.ts';
import { bucketSchema, keySchema, nameSchema, textOrAbsent } from './event-fields.ts';
import { eventKind } from './event-kinds.ts';
import { readFields } from './read-fields.ts';

// Function Compute and EventBridge put `responseElements` next to `oss`. The example on the SMQ page puts it inside `oss`.
const responseElements = v.fallback(v.optional(v.object({ requestId: v.optional(v.string()) })), undefined);

// Used only in records and logs. The SMQ page puts it inside `oss`, like `responseElements`.
const userIdentity = v.fallback(
  v.optional(v.object({ principalId: v.optional(v.pipe(v.string(), v.minLength(1))) })),
  undefined,
);

const recordSchema = v.object({
  eventTime: textOrAbsent,
  responseElements,
  userIdentity,
  oss: v.object({
    bucket: v.object({ name: bucketSchema }),
    object: v.object({ key: keySchema }),
    responseElements,
    userIdentity,
  }),
});

/** Where an OSS event record was found. */
export interface RecordPlace {
  /** The path of the record in the input. */
  readonly path: string;
  readonly source: ChangeSource;
  /** The event name from the envelope (`type` of a CloudEvent). If absent, the `eventName` of the record is used. */
  readonly name?: string;
}

function readRecord(value: unknown, event: string, place: RecordPlace): DecodedEvent {
  const { fields, malformed } = readFields(recordSchema, value, place.path);
  if (malformed !== undefined) return malformed;
  const { oss, eventTime } = fields;
  const actor = actorOf(fields);
  const requestId = (fields.responseElements ?? oss.responseElements)?.requestId;
  return {
    kind: 'change',
    change: {
      bucket: oss.bucket.name,
      key: oss.object.key,
      event,
      source: place.source,
      ...defined({ time: eventTime, requestId, actor }),
    },
  };
}

function skipRecord(value: unknown, event: string, path: string, reason: string): SkippedEvent {
  const { fields } = readFields(recordSchema, value, path);
  const object =
    fields === undefined
      ? {}
      : {
          bucket: fields.oss.bucket.name,
          key: fields.oss.object.key,
          ...defined({ actor: actorOf(fields), time: fields.eventTime }),
        };
  return { kind: 'skipped', path, event, ...object, reason };
}

function actorOf({ userIdentity: own, oss }: v.InferOutput<typeof recordSchema>): string | undefined {
  return (own ?? oss.userIdentity)?.principalId;
}

/**
 * Decodes one OSS event record (OSS event notification page). Checks the event name first, because records of skipped events
 * can lack an object. For example, `BucketCreated:PutBucket` is about a bucket.
 */
export function decodeObjectRecord(value: unknown, place: RecordPlace): DecodedEvent {
  const name = place.name === undefined ? value : { eventName: place.name };
  const named = readFields(nameSchema, name, place.path);
  if (named.malformed !== undefined) return named.malformed;
  // OSS uses the prefix `oss:` in trigger settings but not in records. Some senders use it in records too.
  const event = named.fields.eventName.replace(/^oss:/, '');
  const kind = eventKind(event);
  return kind.relevant ? readRecord(value, event, place) : skipRecord(value, event, place.path, kind.reason);
}
