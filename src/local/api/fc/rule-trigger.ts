import { EVENT_QUEUE } from '../../triggers/event-messages.ts';
import { isEventStream } from '../../triggers/event-path.ts';
import type { Trigger } from '../../triggers/trigger.ts';
import { FAILED_EVENTS_QUEUE } from '../mns/failed-events-queue.ts';
import type { FcParts } from './fc-parts.ts';

/**
 * The configuration of the trigger of EventBridge or of a queue, as `deploy` prints it. A trigger of the store that applies
 * to several prefixes is one pattern here.
 */
export function ruleTriggerConfig(triggers: readonly Trigger[], parts: FcParts): object {
  const { account, buckets, delivery } = parts;
  const { batch } = delivery;
  if (!isEventStream(delivery.path)) {
    const types = [...new Set(triggers.flatMap(({ events }) => events))];
    const subject = buckets.flatMap((bucket) =>
      triggers.map(({ prefix }) => ({ prefix: `acs:oss:${account.region}:${account.accountId}:${bucket}/${prefix}` })),
    );
    return {
      triggerEnable: true,
      asyncInvocationType: true,
      eventRuleFilterPattern: JSON.stringify({ source: ['acs.oss'], type: types, subject }),
      eventSourceConfig: { eventSourceType: 'Default' },
      ...(batch && { runOptions: { batchWindow: windowOf(batch) } }),
    };
  }
  return {
    triggerEnable: true,
    asyncInvocationType: false,
    eventRuleFilterPattern: '{}',
    eventSinkConfig: { deliveryOption: { eventSchema: 'CloudEvents' } },
    eventSourceConfig: {
      eventSourceType: 'MNS',
      eventSourceParameters: {
        sourceMNSParameters: { RegionId: account.region, QueueName: EVENT_QUEUE, IsBase64Decode: true },
      },
    },
    runOptions: {
      mode: 'event-streaming',
      errorsTolerance: 'ALL',
      retryStrategy: { PushRetryStrategy: 'EXPONENTIAL_DECAY_RETRY' },
      deadLetterQueue: {
        Arn: `acs:mns:${account.region}:${account.accountId}:/queues/${FAILED_EVENTS_QUEUE}`,
      },
      ...(batch && { batchWindow: windowOf(batch) }),
    },
  };
}

function windowOf({ events, seconds }: { readonly events: number; readonly seconds: number }): object {
  return { CountBasedWindow: events, TimeBasedWindow: seconds };
}
