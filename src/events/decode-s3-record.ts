import type { S3EventRecord } from 'aws-lambda-types';
import * as v from 'valibot';
import { defined } from '../defined.ts';
import type { ChangeSource, DecodedEvent, MalformedEvent, SkippedEvent } from './decoded-event.ts';
import { filledTextOrAbsent, keySchema, nameSchema } from './event-fields.ts';
import { readFields } from './read-fields.ts';
import { s3EventKind } from './s3-event-kinds.ts';

/** A record of an S3 event notification (Amazon S3, "Event message structure"), with only the fields in use. */
const recordSchema = v.object({
  eventSource: filledTextOrAbsent,
  eventTime: filledTextOrAbsent,
  userIdentity: v.fallback(v.optional(v.object({ principalId: filledTextOrAbsent })), undefined),
  responseElements: v.fallback(v.optional(v.object({ 'x-amz-request-id': filledTextOrAbsent })), undefined),
  s3: v.object({
    // Not checked as a name of OSS: S3 allows more names, and the events of other buckets are skipped.
    bucket: v.object({ name: v.pipe(v.string(), v.minLength(1, 'the bucket name is empty')) }),
    object: v.object({ key: v.string(), versionId: filledTextOrAbsent, sequencer: filledTextOrAbsent }),
  }),
});

type Fits<Given extends Expected, Expected> = Given;

/** Does not compile if the decoder demands a field that S3 does not send. */
export type S3Record = Fits<S3EventRecord, v.InferInput<typeof recordSchema>>;

/** Where an S3 record was found. */
export interface S3RecordPlace {
  /** The path of the record in the input. */
  readonly path: string;
  readonly source: ChangeSource;
}

/**
 * Decodes one record of an S3 event notification. Checks the event name first, because records of skipped events can lack an
 * object.
 */
export function decodeS3Record(value: unknown, { path, source }: S3RecordPlace): DecodedEvent {
  const named = readFields(nameSchema, value, path);
  if (named.malformed !== undefined) return named.malformed;
  // AWS and Ceph leave the prefix out, MinIO writes it.
  const name = named.fields.eventName.replace(/^s3:/, '');
  const kind = s3EventKind(name);
  const { fields, malformed } = readFields(recordSchema, value, path);
  if (kind.event === undefined) return skipped(name, kind.reason, path, fields);
  if (malformed !== undefined) return malformed;
  const { s3, eventSource, responseElements } = fields;
  const key = keyOf(s3.object.key, eventSource);
  if (key === undefined) {
    return malformedKey(path, `the key is not URL-encoded: ${JSON.stringify(s3.object.key.slice(0, 40))}`);
  }
  const checked = v.safeParse(keySchema, key);
  if (!checked.success) return malformedKey(path, checked.issues[0].message);
  const { versionId, sequencer } = s3.object;
  const requestId = responseElements?.['x-amz-request-id'];
  return {
    kind: 'change',
    change: {
      bucket: s3.bucket.name,
      key,
      event: kind.event,
      source,
      ...recordedIn(fields),
      ...defined({ requestId, versionId, sequencer }),
    },
  };
}

type ReadRecord = v.InferOutput<typeof recordSchema>;

function skipped(event: string, reason: string, path: string, record: ReadRecord | undefined): SkippedEvent {
  if (record === undefined) return { kind: 'skipped', path, event, reason };
  const { s3, eventSource } = record;
  const object = { bucket: s3.bucket.name, ...defined({ key: keyOf(s3.object.key, eventSource) }) };
  return { kind: 'skipped', path, event, ...object, ...recordedIn(record), reason };
}

function recordedIn({ eventTime, userIdentity }: ReadRecord) {
  return defined({ time: eventTime, actor: userIdentity?.principalId });
}

/** The stores that write keys as they are (Ceph, `rgw_pubsub.cc`). All others encode them as HTML forms do. */
const RAW_KEYS: ReadonlySet<string | undefined> = new Set(['ceph:s3']);

/** Undefined if the key is not encoded as it should be. A space is `+`, and a plus sign is `%2B`. */
function keyOf(text: string, eventSource: string | undefined): string | undefined {
  if (RAW_KEYS.has(eventSource)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function malformedKey(recordPath: string, problem: string): MalformedEvent {
  const path = `${recordPath}.s3.object.key`;
  return { kind: 'malformed', path, message: `${path}: ${problem}` };
}
