import type { CloudStats } from './cloud-options.ts';
import type { Delivery } from './queue/delivery.ts';
import { createRecent } from './queue/recent.ts';

/** What happened since the start. */
export interface CloudCounters {
  countRequest(): void;
  countDelivery(delivery: Delivery): void;
  /** The last tries, oldest first. */
  deliveries(): readonly Delivery[];
  totals(): Pick<CloudStats, 'requests' | 'deliveries'>;
}

/** Tries that are remembered one by one. */
const REMEMBERED = 1000;

export function createCloudCounters(): CloudCounters {
  const recent = createRecent<Delivery>(REMEMBERED);
  const deliveries = { succeeded: 0, 'to-be-retried': 0, dead: 0 };
  let requests = 0;
  return {
    countRequest: () => {
      requests += 1;
    },
    countDelivery: (delivery) => {
      deliveries[delivery.outcome] += 1;
      recent.add(delivery);
    },
    deliveries: recent.list,
    totals: () => ({ requests, deliveries: { ...deliveries } }),
  };
}
