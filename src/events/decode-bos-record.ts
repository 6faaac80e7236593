import * as v from 'valibot';
import { defined } from '../defined.ts';
import { bosEventKind } from './bos-event-kinds.ts';
import type { DecodedEvent, MalformedEvent, SkippedEvent } from './decoded-event.ts';
import { bucketSchema, eventNameSchema, filledTextOrAbsent, keySchema } from './event-fields.ts';
import { eventKind } from './event-kinds.ts';
import { eventPath } from './malformed-event.ts';
import { readFields } from './read-fields.ts';

/**
 * A record of BOS ("BOS event notification"), with only the fields in use. Never passes on `credentials` and `xVars`, which
 * contain secrets of the account. `userId` is not the actor: no page says whether it is the owner or the caller.
 */
const recordSchema = v.object({
  eventTime: filledTextOrAbsent,
  content: v.object({ bucket: bucketSchema, object: keySchema }),
});

/** Which service sent the record of an envelope `{"events": […]}`. */
export type RecordSender = 'oss' | 'bos' | 'unclear';

const OSS_FIELDS = ['eventName', 'oss'] as const;
const BOS_FIELDS = ['eventType', 'content'] as const;

/**
 * Decides by the fields of a record whether OSS or BOS sent it, because both use the same envelope. No field of one service is
 * documented for the other. A record with fields of both is `unclear`, and a record with fields of neither counts as OSS.
 */
export function recordSender(record: unknown): RecordSender {
  if (typeof record !== 'object' || record === null) return 'oss';
  const has = (field: string) => Object.hasOwn(record, field);
  if (!BOS_FIELDS.some(has)) return 'oss';
  return OSS_FIELDS.some(has) ? 'unclear' : 'bos';
}

/** Describes a record for which {@link recordSender} is unclear. */
export function unclearRecord(path: string): MalformedEvent {
  const fields = [OSS_FIELDS, BOS_FIELDS].map((names) => names.join(' and ')).join(', or ');
  return { kind: 'malformed', path, message: `${path}: expected the fields ${fields}; got fields of both services` };
}

/**
 * Decodes one record of BOS, as a BOS trigger of CFC and a bucket notification send it. Checks the event name first, because
 * records of skipped events can lack an object. The key is passed on unchanged: no page says whether `object` is encoded.
 */
export function decodeBosRecord(value: unknown, path: string): DecodedEvent {
  const type: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'eventType') : undefined;
  const named = readFields(eventNameSchema, type, eventPath(path, 'eventType'));
  if (named.malformed !== undefined) return named.malformed;
  const kind = bosEventKind(named.fields);
  if (kind.event === undefined) return skipRecord(value, named.fields, path, kind.reason);
  const relevance = eventKind(kind.event);
  if (!relevance.relevant) return skipRecord(value, kind.event, path, relevance.reason);
  const { fields, malformed } = readFields(recordSchema, value, path);
  if (malformed !== undefined) return malformed;
  const { eventTime, content } = fields;
  const { bucket, object: key } = content;
  return { kind: 'change', change: { bucket, key, event: kind.event, source: 'bos', ...defined({ time: eventTime }) } };
}

function skipRecord(value: unknown, event: string, path: string, reason: string): SkippedEvent {
  const { fields } = readFields(recordSchema, value, path);
  if (fields === undefined) return { kind: 'skipped', path, event, reason };
  const { eventTime, content } = fields;
  const object = { bucket: content.bucket, key: content.object };
  return { kind: 'skipped', path, event, ...object, ...defined({ time: eventTime }), reason };
}
