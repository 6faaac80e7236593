import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { type Invocation, newInvocation } from '../queue/invocation.ts';
import { matches } from './matches.ts';
import { type EventPlace, ossEvents } from './oss-events.ts';
import type { Trigger } from './trigger.ts';

/** The invocations that events of one message cause: one for each trigger that matches any, with those that match. */
export const invocationsOf = (
  events: readonly BucketEvent[],
  triggers: readonly Trigger[],
  place: Omit<EventPlace, 'ruleId'>,
  parts: { readonly now: number; readonly newId: () => string },
): readonly Invocation[] =>
  triggers.flatMap((trigger) => {
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
    });
  });
