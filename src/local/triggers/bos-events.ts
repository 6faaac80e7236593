import type { BucketEvent, BucketEventName } from '../../bucket/bucket-event.ts';
import { defined } from '../../defined.ts';
import type { EventPlace } from './oss-events.ts';

/** A record of BOS (page "Event notification" of BOS), without the credentials, which are added at each delivery. */
export interface BosRecord {
  readonly version: '1.0';
  readonly eventId: string;
  readonly eventOrigin: 'bos:realtime';
  /** In whole seconds. */
  readonly eventTime: string;
  readonly eventType: string;
  readonly content: {
    readonly userId: string;
    readonly domain: string;
    readonly bucket: string;
    readonly object: string;
    readonly eTag: string;
    readonly contentType?: string;
    readonly filesize: number;
    readonly lastModified: string;
    readonly xVars: string;
  };
}

/** The names in BOS events. No page names an event of PutSymlink: it is raised only if the choice bosLinkEvent says so. */
const EVENT_TYPES: Readonly<Record<BucketEventName, string>> = {
  'ObjectCreated:PutObject': 'PutObject',
  'ObjectCreated:CopyObject': 'CopyObject',
  'ObjectCreated:PutSymlink': 'PutObject',
  'ObjectRemoved:DeleteObject': 'DeleteObject',
  'ObjectRemoved:DeleteObjects': 'DeleteObject',
};

/** The event that a BOS trigger and a notification rule pass to a function of CFC. No page says that the two are the same. */
export function bosEvents(
  events: readonly BucketEvent[],
  { accountId, region, keyEncoding }: Omit<EventPlace, 'ruleId'>,
  newId: () => string,
): { readonly events: readonly BosRecord[] } {
  return {
    events: events.map(({ name, bucket, key, etag, size, contentType, time }) => ({
      version: '1.0',
      eventId: newId(),
      eventOrigin: 'bos:realtime',
      eventTime: seconds(time),
      eventType: EVENT_TYPES[name],
      content: {
        userId: accountId,
        domain: `${region}.bcebos.com`,
        bucket,
        object: keyEncoding === 'raw' ? key : encodeURIComponent(key),
        eTag: etag.toLowerCase(),
        ...defined({ contentType }),
        filesize: size,
        lastModified: seconds(time),
        xVars: '',
      },
    })),
  };
}

function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
