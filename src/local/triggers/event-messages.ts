import type { BucketEvent } from '../../bucket/bucket-event.ts';
import type { UnverifiedChoices } from '../../bucket/unverified-choices.ts';
import { bosEvents } from './bos-events.ts';
import { type CloudEventParts, ossCloudEvent, queueCloudEvent } from './cloud-events.ts';
import type { DeliveryPath, EventDelivery } from './event-path.ts';
import { type EventPlace, ossEvents } from './oss-events.ts';
import type { Trigger } from './trigger.ts';

/** Some events, and the event of the function that delivers them if nothing joins it in a batch. */
export interface EventMessage {
  readonly events: readonly [BucketEvent, ...BucketEvent[]];
  readonly payload: object;
}

export interface MessageParts extends CloudEventParts {
  readonly trigger: Trigger;
  /** Without the rule id, which is the name of the trigger. */
  readonly place: Omit<EventPlace, 'ruleId'>;
  /** How a queue trigger passes on the body of a message (UNVERIFIED_CHOICES.queueMessageBody). */
  readonly bodyForm: UnverifiedChoices['queueMessageBody'];
}

/** The queue between OSS and the function. The same name as in a deployment. */
export const EVENT_QUEUE = 'autoalias-events';

/** The messages in which a path delivers events that OSS sends at once. */
export function eventMessages(
  { path, batch }: EventDelivery,
  events: readonly BucketEvent[],
  parts: MessageParts,
): readonly EventMessage[] {
  return MESSAGES[path](events, parts).map(({ events: of, payload }) => ({
    events: of,
    payload: batch === undefined ? payload : [payload],
  }));
}

type MakeMessages = (events: readonly BucketEvent[], parts: MessageParts) => readonly EventMessage[];

const MESSAGES: Readonly<Record<DeliveryPath, MakeMessages>> = {
  native: (events, { place, trigger }) => together(events, (all) => ossEvents(all, { ...place, ruleId: trigger.name })),
  bos: (events, { place, newId }) => together(events, (all) => bosEvents(all, place, newId)),
  eventbridge: (events, parts) => events.map((event) => message(event, ossCloudEvent(event, parts.place, parts))),
  smq: (events, parts) =>
    events.map((event) => message(event, queued(ossCloudEvent(event, parts.place, parts), parts))),
  'smq-notification': (events, parts) =>
    together(events, (all) => queued(ossEvents(all, { ...parts.place, ruleId: parts.trigger.name }), parts)),
};

function message(event: BucketEvent, payload: object): EventMessage {
  return { events: [event], payload };
}

/** One message for all events. */
function together(
  [first, ...others]: readonly BucketEvent[],
  payloadOf: (events: readonly BucketEvent[]) => object,
): readonly EventMessage[] {
  if (first === undefined) return [];
  const events = [first, ...others] as const;
  return [{ events, payload: payloadOf(events) }];
}

/** A message of a queue. Both senders encode the body in Base64, and the trigger decodes it (`IsBase64Decode: true`). */
function queued(content: object, parts: MessageParts): object {
  const { trigger, place, bodyForm } = parts;
  const names = { queue: EVENT_QUEUE, functionName: trigger.functionName, trigger: trigger.name };
  return queueCloudEvent(BODIES[bodyForm](JSON.stringify(content)), names, place, parts);
}

const BODIES: Readonly<Record<UnverifiedChoices['queueMessageBody'], (json: string) => unknown>> = {
  text: (json) => json,
  base64: (json) => Buffer.from(json).toString('base64'),
  json: (json) => JSON.parse(json),
};
