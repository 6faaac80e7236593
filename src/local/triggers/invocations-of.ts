import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { type Invocation, newInvocation } from '../queue/invocation.ts';
import { matches } from './matches.ts';
import { type EventPlace, ossEvent } from './oss-event.ts';
import type { Trigger } from './trigger.ts';

/** The invocations that a write of the bucket causes: one for each trigger that matches. */
export const invocationsOf = (
  event: BucketEvent,
  triggers: readonly Trigger[],
  place: Omit<EventPlace, 'ruleId'>,
  parts: { readonly now: number; readonly newId: () => string },
): readonly Invocation[] =>
  triggers
    .filter((trigger) => matches(trigger, event))
    .map((trigger) =>
      newInvocation({
        id: parts.newId(),
        functionName: trigger.functionName,
        payload: JSON.stringify(ossEvent(event, { ...place, ruleId: trigger.name })),
        trigger: trigger.name,
        eventName: event.name,
        key: event.key,
        acceptedAt: parts.now,
      }),
    );
