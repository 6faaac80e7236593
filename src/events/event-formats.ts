import * as v from 'valibot';
import { recordSender, unclearRecord } from './decode-bos-record.ts';
import type { RecordPlace } from './decode-object-record.ts';
import type { S3RecordPlace } from './decode-s3-record.ts';
import type { ChangeSource, MalformedEvent } from './decoded-event.ts';
import { eventPath } from './malformed-event.ts';
import { readFields } from './read-fields.ts';

/** An OSS event record, ready for decodeObjectRecord. */
interface WrappedRecord extends RecordPlace {
  readonly kind: 'record';
  readonly value: unknown;
}

/** A record of an S3 event notification, ready for decodeS3Record. */
interface WrappedS3Record extends S3RecordPlace {
  readonly kind: 's3-record';
  readonly value: unknown;
}

/** A record of BOS, ready for decodeBosRecord. */
interface WrappedBosRecord {
  readonly kind: 'bos-record';
  readonly path: string;
  readonly value: unknown;
}

/** A message body, which is decoded like a new input. */
interface WrappedPayload {
  readonly kind: 'payload';
  readonly path: string;
  readonly source: ChangeSource;
  readonly value: unknown;
}

/** The content of an envelope. */
type Wrapped = WrappedRecord | WrappedS3Record | WrappedBosRecord | WrappedPayload | MalformedEvent;

/** A format in which event records are wrapped. */
export interface EventFormat {
  /** A short example of the format, for error messages. */
  readonly example: string;
  /** Checks the outermost fields only, so that a malformed event is still reported in terms of its own format. */
  readonly recognizes: (value: object) => boolean;
  /**
   * Returns the contents of the envelope, one level down.
   *
   * @param path the path of `value` in the input.
   * @param source the service that delivered the envelope around `value`, if known.
   */
  readonly unwrap: (value: object, path: string, source: ChangeSource | undefined) => readonly Wrapped[];
}

const functionComputeSchema = v.object({ events: v.array(v.unknown()) });

/**
 * `{"events": […]}`: the event of a native OSS trigger of Function Compute (page "Formats of event for different triggers"),
 * of a BOS trigger of CFC, or of a BOS notification. The fields of each record say which service sent it.
 */
export const functionComputeEvents: EventFormat = {
  example: '{"events": […]} of an OSS or BOS trigger',
  recognizes: (value) => 'events' in value,
  unwrap: (value, path, source = 'function-compute') => {
    const { fields, malformed } = readFields(functionComputeSchema, value, path);
    if (malformed !== undefined) return [malformed];
    return fields.events.map((record, index) => wrapped(record, eventPath(path, 'events', index), source));
  },
};

function wrapped(value: unknown, path: string, source: ChangeSource): Wrapped {
  switch (recordSender(value)) {
    case 'bos':
      return { kind: 'bos-record', value, path };
    case 'unclear':
      return unclearRecord(path);
    case 'oss':
      return { kind: 'record', value, path, source };
  }
}

const s3Schema = v.object({ Records: v.array(v.unknown()) });

/**
 * `{"Records": […]}`: an S3 event notification (Amazon S3, "Event message structure"). MinIO adds `EventName` and `Key` next
 * to the records. Amazon S3 sends a message without records when notifications are set up.
 */
export const s3Events: EventFormat = {
  example: '{"Records": […]} of an S3 event notification',
  recognizes: (value) => 'Records' in value || ('Event' in value && value.Event === 's3:TestEvent'),
  unwrap: (value, path, source = 's3') => {
    if (!('Records' in value)) return [{ kind: 's3-record', value: { eventName: 's3:TestEvent' }, path, source }];
    const { fields, malformed } = readFields(s3Schema, value, path);
    if (malformed !== undefined) return [malformed];
    return fields.Records.map((record, index) => ({
      kind: 's3-record',
      value: record,
      path: eventPath(path, 'Records', index),
      source,
    }));
  },
};

const cloudEventSchema = v.object({
  type: v.pipe(v.string(), v.minLength(1, 'the type is empty')),
  data: v.optional(v.unknown()),
});
const queueMessageSchema = v.object({ data: v.object({ messageBody: v.optional(v.unknown()) }) });

/** The event type that EventBridge sets for a message of an SMQ queue (page "Custom event source of the SMQ type"). */
const QUEUE_MESSAGE = 'mns:Queue:SendMessage';

const httpRequestSchema = v.object({ data: v.object({ body: v.optional(v.unknown()) }) });

/** The event type that EventBridge sets for a request to an HTTP event source, such as a webhook of MinIO. */
const HTTP_REQUEST = 'eventbridge:Events:HTTPEvent';

/**
 * CloudEvents 1.0 as EventBridge sends them: `type` is the event name with `oss:`, and `data` is one record as on the OSS
 * event notification page. A message of an SMQ queue has the same envelope, with its body in `data.messageBody`, and so has
 * a request to an HTTP event source, with its body in `data.body`. A program can also publish S3 records as `data`.
 */
export const cloudEvents: EventFormat = {
  example: '{"specversion", "type", "data"} of EventBridge',
  recognizes: (value) => 'specversion' in value || ('type' in value && 'data' in value),
  unwrap: (value, path, source) => {
    const envelope = readFields(cloudEventSchema, value, path);
    if (envelope.malformed !== undefined) return [envelope.malformed];
    const { type, data } = envelope.fields;
    if (type === HTTP_REQUEST) {
      const request = readFields(httpRequestSchema, value, path);
      if (request.malformed !== undefined) return [request.malformed];
      const bodyPath = eventPath(path, 'data', 'body');
      return [{ kind: 'payload', value: request.fields.data.body, path: bodyPath, source: source ?? 'eventbridge' }];
    }
    if (typeof data === 'object' && data !== null && s3Events.recognizes(data)) {
      return [{ kind: 'payload', value: data, path: eventPath(path, 'data'), source: source ?? 'eventbridge' }];
    }
    if (type !== QUEUE_MESSAGE) {
      return [
        { kind: 'record', value: data, path: eventPath(path, 'data'), name: type, source: source ?? 'eventbridge' },
      ];
    }
    const message = readFields(queueMessageSchema, value, path);
    if (message.malformed !== undefined) return [message.malformed];
    const bodyPath = eventPath(path, 'data', 'messageBody');
    return [{ kind: 'payload', value: message.fields.data.messageBody, path: bodyPath, source: 'smq' }];
  },
};

/**
 * The possible names of the field that contains the body of an SMQ message: `Message` in notifications of a topic,
 * `MessageBody` in responses of ReceiveMessage, `messageBody` in event streams, and two names that relays use. The first one
 * that is present is used.
 */
const BODY_FIELDS = ['Message', 'MessageBody', 'messageBody', 'message', 'body'] as const;

function bodyField(value: object) {
  return BODY_FIELDS.find((field) => Object.hasOwn(value, field));
}

/** A message of Simple Message Queue. The body is JSON, either in Base64 (page "OSS event notifications") or decoded. */
export const smqMessages: EventFormat = {
  example: '{"Message": "…"} or {"messageBody": "…"} of SMQ',
  recognizes: (value) => bodyField(value) !== undefined,
  unwrap: (value, path) => {
    const field = bodyField(value) ?? 'Message';
    return [{ kind: 'payload', value: Reflect.get(value, field), path: eventPath(path, field), source: 'smq' }];
  },
};

/** All formats, in the order in which they are tried. */
export const EVENT_FORMATS: readonly EventFormat[] = [functionComputeEvents, cloudEvents, s3Events, smqMessages];
