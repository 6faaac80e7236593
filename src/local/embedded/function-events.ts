import { randomUUID } from 'node:crypto';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { ACCOUNT_ID } from '../cloud/cloud-functions.ts';
import { eventMessages } from '../triggers/event-messages.ts';
import { type EventPath, eventDelivery } from '../triggers/event-path.ts';

/** The event that a function receives for one event of the store, which no batch joins with others. */
export function functionEvent(event: BucketEvent, path: EventPath, region: string): object {
  const [message] = eventMessages(eventDelivery(path), [event], {
    newId: () => randomUUID().replaceAll('-', ''),
    now: Date.now(),
    trigger: TRIGGER,
    place: { accountId: ACCOUNT_ID, region, sourceIp: '127.0.0.1', keyEncoding: 'raw' },
    bodyForm: 'text',
  });
  return message?.payload ?? {};
}

const TRIGGER = { name: 'objects', functionName: 'object-events', events: [], prefix: '', suffix: '' };
