import * as z from 'zod';
import type { RecordPlace } from './decode-object-record.ts';
import type { ChangeSource, MalformedEvent } from './decoded-event.ts';
import { eventPath, malformedBySchema } from './malformed-event.ts';

/** An OSS event record, ready for decodeObjectRecord. */
interface WrappedRecord extends RecordPlace {
  readonly kind: 'record';
  readonly value: unknown;
}

/** A message body, which is decoded like a new input. */
interface WrappedPayload {
  readonly kind: 'payload';
  readonly path: string;
  readonly source: ChangeSource;
  readonly value: unknown;
}

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
  readonly unwrap: (
    value: object,
    path: string,
    source: ChangeSource | undefined,
  ) => readonly (WrappedRecord | WrappedPayload | MalformedEvent)[];
}

const functionComputeSchema = z.looseObject({ events: z.array(z.unknown()) });

/**
 * `{"events": […]}`: the event of a native OSS trigger of Function Compute (page "Formats of event for different triggers").
 */
export const functionComputeEvents: EventFormat = {
  example: '{"events": […]} of a Function Compute OSS trigger',
  recognizes: (value) => 'events' in value,
  unwrap: (value, path, source) => {
    const parsed = functionComputeSchema.safeParse(value);
    if (!parsed.success) return [malformedBySchema(parsed.error, value, path)];
    return parsed.data.events.map((record, index) => ({
      kind: 'record',
      value: record,
      path: eventPath(path, 'events', index),
      source: source ?? 'function-compute',
    }));
  },
};

const cloudEventSchema = z.looseObject({ type: z.string().min(1, 'the type is empty') });
const queueMessageSchema = z.looseObject({ data: z.looseObject({ messageBody: z.unknown() }) });

/** The event type that EventBridge sets for a message of an SMQ queue (page "Custom event source of the SMQ type"). */
const QUEUE_MESSAGE = 'mns:Queue:SendMessage';

/**
 * CloudEvents 1.0 as EventBridge sends them: `type` is the event name with `oss:`, and `data` is one record as on the OSS
 * event notification page. A message of an SMQ queue has the same envelope, with its body in `data.messageBody`.
 */
export const cloudEvents: EventFormat = {
  example: '{"specversion", "type", "data"} of EventBridge',
  recognizes: (value) => 'specversion' in value || ('type' in value && 'data' in value),
  unwrap: (value, path, source) => {
    const parsed = cloudEventSchema.safeParse(value);
    if (!parsed.success) return [malformedBySchema(parsed.error, value, path)];
    const { type, data } = parsed.data;
    if (type !== QUEUE_MESSAGE) {
      return [
        { kind: 'record', value: data, path: eventPath(path, 'data'), name: type, source: source ?? 'eventbridge' },
      ];
    }
    const message = queueMessageSchema.safeParse(value);
    if (!message.success) return [malformedBySchema(message.error, value, path)];
    const bodyPath = eventPath(path, 'data', 'messageBody');
    return [{ kind: 'payload', value: message.data.data.messageBody, path: bodyPath, source: 'smq' }];
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
export const EVENT_FORMATS: readonly EventFormat[] = [functionComputeEvents, cloudEvents, smqMessages];
