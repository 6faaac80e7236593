import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { type Invocation, newInvocation } from '../queue/invocation.ts';
import type { QueuePlace } from '../queue/queue-place.ts';
import { type EventMessage, eventMessages, type MessageParts } from './event-messages.ts';
import { type DeliveryPath, deliveryFields, type EventDelivery } from './event-path.ts';
import { eventTypeCovers, type Trigger } from './trigger.ts';

export interface InvocationParts extends Pick<MessageParts, 'newId' | 'place' | 'bodyForm'> {
  readonly delivery: EventDelivery;
  /** Unix milliseconds, by the clock of the queue. */
  readonly now: number;
  /** Unix milliseconds, by the system clock. */
  readonly wallNow: number;
  /** The lane and group in which an event of the key waits. */
  readonly placeOf?: ((bucket: string, key: string) => QueuePlace) | undefined;
}

/** Returns the invocations that the events of one request cause: for each trigger, those of the events that it matches. */
export function invocationsOf(
  events: readonly BucketEvent[],
  triggers: readonly Trigger[],
  parts: InvocationParts,
): readonly Invocation[] {
  const { delivery, place, bodyForm, newId, now, wallNow } = parts;
  return triggers.flatMap((trigger) => {
    const matching = events.filter((event) => matches(trigger, event));
    const messages = eventMessages(delivery, matching, { place, bodyForm, newId, now: wallNow, trigger });
    return messages.map((message) => {
      const [first] = message.events;
      return newInvocation({
        id: newId(),
        functionName: trigger.functionName,
        payload: JSON.stringify(message.payload),
        trigger: trigger.name,
        eventName: first.name,
        key: first.key,
        acceptedAt: now,
        ...placeOf(message, parts),
      });
    });
  });
}

/** The paths whose payloads are `{"events": […]}`. */
const MERGED: ReadonlySet<DeliveryPath> = new Set(['native', 'bos']);

function placeOf({ events: [first, ...more] }: EventMessage, { delivery, placeOf: find }: InvocationParts) {
  // A batch has events of all rules, so they wait in one lane.
  if (delivery.batch !== undefined) return deliveryFields(delivery);
  const { group, ...lane } = find?.(first.bucket, first.key) ?? {};
  // An event of several keys is not merged with others, and a trigger of EventBridge without batches merges none.
  const isMerged = MERGED.has(delivery.path) && more.length === 0;
  return { ...lane, ...(group !== undefined && isMerged && { group }), ...deliveryFields(delivery) };
}

/** Whether an event of the store calls the trigger's function. `name` is as events carry it: without `oss:`. */
export function matches(trigger: Trigger, event: { readonly name: string; readonly key: string }): boolean {
  return (
    event.key.startsWith(trigger.prefix) &&
    event.key.endsWith(trigger.suffix) &&
    trigger.events.some((type) => eventTypeCovers(type, `oss:${event.name}`))
  );
}
