import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { type EventPlace, type OssEvent, ossEvent } from './oss-events.ts';

/** A CloudEvent 1.0 with the extensions of EventBridge (Alibaba Cloud, "Event overview"). */
interface CloudEvent<Data> {
  readonly id: string;
  readonly source: string;
  readonly specversion: '1.0';
  readonly type: string;
  readonly datacontenttype: string;
  readonly subject: string;
  readonly time: string;
  readonly aliyunaccountid: string;
  readonly aliyunpublishtime: string;
  readonly aliyunoriginalaccountid: string;
  readonly aliyuneventbusname: string;
  readonly aliyunregionid: string;
  readonly data: Data;
}

export interface CloudEventParts {
  readonly newId: () => string;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * The event that OSS publishes on the default event bus (DataWorks, "Trigger-based workflow"). Its data is one record, as in
 * the event of an OSS trigger, but without a rule id.
 */
export function ossCloudEvent(
  event: BucketEvent,
  place: EventPlace,
  { newId, now }: CloudEventParts,
): CloudEvent<OssEvent> {
  const record = ossEvent(event, place);
  return {
    id: newId(),
    source: 'acs.oss',
    specversion: '1.0',
    type: `oss:${event.name}`,
    datacontenttype: 'application/json;charset=utf-8',
    subject: `${record.oss.bucket.arn}/${record.oss.object.key}`,
    time: record.eventTime,
    ...extensions(place, 'default', now),
    data: record,
  };
}

/** A message of a queue, in the event of a queue trigger. */
interface QueueMessage {
  readonly requestId: string;
  readonly messageId: string;
  readonly messageBody: unknown;
}

/** The queue that the local cloud emulates, and the trigger that reads it. */
export interface QueueNames {
  readonly queue: string;
  readonly functionName: string;
  readonly trigger: string;
}

/**
 * The event with which a queue trigger passes on a message (Function Compute, "SMQ queue triggers"). EventBridge names its
 * resources after the function and the trigger.
 */
export function queueCloudEvent(
  messageBody: unknown,
  { queue, functionName, trigger }: QueueNames,
  place: Pick<EventPlace, 'accountId' | 'region'>,
  { newId, now }: CloudEventParts,
): CloudEvent<QueueMessage> {
  const stream = `MNS-${functionName}-${trigger}`;
  return {
    id: newId(),
    source: stream,
    specversion: '1.0',
    type: 'mns:Queue:SendMessage',
    datacontenttype: 'application/json; charset=utf-8',
    subject: `acs:mns:${place.region}:${place.accountId}:queues/${queue}`,
    time: new Date(now).toISOString(),
    ...extensions(place, stream, now),
    data: { requestId: newId().slice(0, 24).toUpperCase(), messageId: newId().toUpperCase(), messageBody },
  };
}

function extensions({ accountId, region }: Pick<EventPlace, 'accountId' | 'region'>, bus: string, now: number) {
  return {
    aliyunaccountid: accountId,
    aliyunpublishtime: new Date(now).toISOString(),
    aliyunoriginalaccountid: accountId,
    aliyuneventbusname: bus,
    aliyunregionid: region,
  };
}
