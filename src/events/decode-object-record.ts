import * as z from 'zod';
import { isBucketName } from '../bucket-name.ts';
import { defined } from '../defined.ts';
import type { ChangeSource, DecodedEvent, SkippedEvent } from './decoded-event.ts';
import { keySchema, nameSchema } from './event-fields.ts';
import { eventKind } from './event-kinds.ts';
import { malformedBySchema } from './malformed-event.ts';

// Function Compute and EventBridge put `responseElements` next to `oss`. The example on the SMQ page puts it inside `oss`.
const responseElements = z.looseObject({ requestId: z.string().optional() }).optional().catch(undefined);

// Used only in records and logs. The SMQ page puts it inside `oss`, like `responseElements`.
const userIdentity = z
  .looseObject({ principalId: z.string().min(1).optional() })
  .optional()
  .catch(undefined);

const recordSchema = z.looseObject({
  // Used only in logs. A value of the wrong type counts as absent, so that it does not invalidate the event.
  eventTime: z.string().optional().catch(undefined),
  responseElements,
  userIdentity,
  oss: z.looseObject({
    bucket: z.looseObject({
      // The name is checked here, so that an invalid name affects only its own event.
      name: z
        .string()
        .min(1, 'the bucket name is empty')
        .refine(isBucketName, 'not a valid bucket name; expected 3 to 63 lower-case letters, digits and hyphens'),
    }),
    object: z.looseObject({ key: keySchema }),
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
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return malformedBySchema(parsed.error, value, place.path);
  const { oss, eventTime } = parsed.data;
  const actor = actorOf(parsed.data);
  const requestId = (parsed.data.responseElements ?? oss.responseElements)?.requestId;
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
  const parsed = recordSchema.safeParse(value);
  const object = parsed.success
    ? {
        bucket: parsed.data.oss.bucket.name,
        key: parsed.data.oss.object.key,
        ...defined({ actor: actorOf(parsed.data), time: parsed.data.eventTime }),
      }
    : {};
  return { kind: 'skipped', path, event, ...object, reason };
}

function actorOf({ userIdentity: own, oss }: z.infer<typeof recordSchema>): string | undefined {
  return (own ?? oss.userIdentity)?.principalId;
}

/**
 * Decodes one OSS event record (OSS event notification page). Checks the event name first, because records of skipped events
 * can lack an object. For example, `BucketCreated:PutBucket` is about a bucket.
 */
export function decodeObjectRecord(value: unknown, place: RecordPlace): DecodedEvent {
  const named = nameSchema.safeParse(place.name === undefined ? value : { eventName: place.name });
  if (!named.success) return malformedBySchema(named.error, value, place.path);
  // OSS uses the prefix `oss:` in trigger settings but not in records. Some senders use it in records too.
  const event = named.data.eventName.replace(/^oss:/, '');
  const kind = eventKind(event);
  return kind.relevant ? readRecord(value, event, place) : skipRecord(value, event, place.path, kind.reason);
}
