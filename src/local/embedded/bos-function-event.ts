import { randomUUID } from 'node:crypto';
import type { BucketEvent } from '../../bucket/bucket-event.ts';
import { CFC_ACCOUNT } from '../runtime/cfc/cfc-account.ts';
import { bosEvents } from '../triggers/bos-events.ts';

/** The event that a function of CFC receives for one event of the store. It has no credentials. */
export function bosFunctionEvent(event: BucketEvent, region: string): object {
  const place = { accountId: CFC_ACCOUNT.accountId, region, sourceIp: '127.0.0.1', keyEncoding: 'raw' } as const;
  return bosEvents([event], place, randomUUID);
}
