import type { Delivery } from '../queue/invocation.ts';
import type { CloudStats } from './cloud-options.ts';

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

/** The last items that were added, oldest first, and never more than `limit` of them. */
export interface Recent<T> {
  add(item: T): void;
  list(): readonly T[];
}

export function createRecent<T>(limit: number): Recent<T> {
  const items: T[] = [];
  let next = 0;
  return {
    add: (item) => {
      items[next % limit] = item;
      next += 1;
    },
    list: () => (next <= limit ? [...items] : [...items.slice(next % limit), ...items.slice(0, next % limit)]),
  };
}
