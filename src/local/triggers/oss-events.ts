import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { defined } from '../../defined.ts';

/** The fields of an event that do not depend on the write. */
export interface EventPlace {
  readonly accountId: string;
  readonly region: string;
  readonly sourceIp: string;
  /** The trigger that reported the event. Absent for an event of EventBridge. */
  readonly ruleId?: string;
  /** The encoding of the key, which OSS does not document (UNVERIFIED_CHOICES.eventKeyEncoding). */
  readonly keyEncoding: 'raw' | 'url-encoded';
}

export interface OssEvent {
  readonly eventName: string;
  readonly eventSource: 'acs:oss';
  readonly eventTime: string;
  readonly eventVersion: '1.0';
  readonly oss: {
    readonly bucket: {
      readonly arn: string;
      readonly name: string;
      readonly ownerIdentity: string;
      readonly virtualBucket: '';
    };
    readonly object: {
      readonly key: string;
      readonly eTag: string;
      readonly size: number;
      readonly deltaSize: number;
      readonly objectMeta?: { readonly mimeType: string };
    };
    readonly ossSchemaVersion: '1.0';
    /** Absent in an event of EventBridge, which no trigger of the bucket reports. */
    readonly ruleId?: string;
  };
  readonly region: string;
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: { readonly requestId: string };
  readonly userIdentity: { readonly principalId: string };
}

/** The event that an OSS trigger passes to its function (Function Compute, "Formats of event for different triggers"). */
export interface OssEvents {
  readonly events: readonly OssEvent[];
}

/** Formats the events of a bucket as one message. Like those of OSS, it has no version ids and no sequence numbers. */
export function ossEvents(events: readonly BucketEvent[], place: EventPlace): OssEvents {
  return {
    events: events.map((event) => ossEvent(event, place)),
  };
}

/** One record of an event. */
export function ossEvent(event: BucketEvent, place: EventPlace): OssEvent {
  return {
    eventName: event.name,
    eventSource: 'acs:oss',
    eventTime: new Date(event.time).toISOString(),
    eventVersion: '1.0',
    oss: {
      bucket: {
        arn: `acs:oss:${place.region}:${place.accountId}:${event.bucket}`,
        name: event.bucket,
        ownerIdentity: place.accountId,
        virtualBucket: '',
      },
      object: {
        key: place.keyEncoding === 'raw' ? event.key : encodeURIComponent(event.key),
        eTag: event.etag,
        size: event.size,
        deltaSize: event.deltaSize,
        ...(event.contentType === undefined ? {} : { objectMeta: { mimeType: event.contentType } }),
      },
      ossSchemaVersion: '1.0',
      ...defined({ ruleId: place.ruleId }),
    },
    region: place.region,
    requestParameters: { sourceIPAddress: place.sourceIp },
    responseElements: { requestId: event.requestId },
    userIdentity: { principalId: place.accountId },
  };
}
