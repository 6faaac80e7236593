import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { type Invocation, newInvocation } from '../queue/invocation.ts';
import type { QueuePlace } from '../queue/queue-place.ts';
import { type EventPlace, ossEvents } from './oss-events.ts';
import { eventTypeCovers, type Trigger } from './trigger.ts';

export interface InvocationParts {
  /** Unix milliseconds, by the clock of the queue. */
  readonly now: number;
  readonly newId: () => string;
  /** The lane and group in which an event of the key waits. */
  readonly placeOf?: ((bucket: string, key: string) => QueuePlace) | undefined;
}

/** Returns the invocations that one message of events causes: one for each trigger, with the events that it matches. */
export function invocationsOf(
  events: readonly BucketEvent[],
  triggers: readonly Trigger[],
  place: Omit<EventPlace, 'ruleId'>,
  parts: InvocationParts,
): readonly Invocation[] {
  return triggers.flatMap((trigger) => {
    const matching = events.filter((event) => matches(trigger, event));
    const [first] = matching;
    if (first === undefined) return [];
    return newInvocation({
      id: parts.newId(),
      functionName: trigger.functionName,
      payload: JSON.stringify(ossEvents(matching, { ...place, ruleId: trigger.name })),
      trigger: trigger.name,
      eventName: first.name,
      key: first.key,
      acceptedAt: parts.now,
      ...placeOf(matching, parts),
    });
  });
}

/** Events of several keys wait in the lane of the first one, and are not merged with others. */
function placeOf([first, ...more]: readonly BucketEvent[], parts: InvocationParts): QueuePlace {
  const { group, ...lane } = (first && parts.placeOf?.(first.bucket, first.key)) ?? {};
  return { ...lane, ...(group !== undefined && more.length === 0 && { group }) };
}

/** Whether an event of the store calls the trigger's function. `name` is as events carry it: without `oss:`. */
export function matches(trigger: Trigger, event: { readonly name: string; readonly key: string }): boolean {
  return (
    event.key.startsWith(trigger.prefix) &&
    event.key.endsWith(trigger.suffix) &&
    trigger.events.some((type) => eventTypeCovers(type, `oss:${event.name}`))
  );
}
