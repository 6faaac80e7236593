import { expect, it } from 'vitest';
import { createCloudCounters } from '../../src/local/cloud-counters.ts';
import type { Delivery } from '../../src/local/queue/delivery.ts';

function delivery(outcome: Delivery['outcome'], requestId: string): Delivery {
  return {
    time: 1,
    requestId,
    functionName: 'f',
    trigger: 't',
    eventName: 'e',
    key: 'k',
    attempt: 1,
    outcome,
    milliseconds: 1,
  };
}

it('counts requests and tries by outcome, and remembers the tries', () => {
  const counters = createCloudCounters();
  counters.countRequest();
  counters.countRequest();
  counters.countDelivery(delivery('to-be-retried', 'a'));
  counters.countDelivery(delivery('succeeded', 'a'));
  counters.countDelivery(delivery('dead', 'b'));
  expect(counters.totals()).toEqual({ requests: 2, deliveries: { succeeded: 1, 'to-be-retried': 1, dead: 1 } });
  expect(counters.deliveries().map(({ requestId, outcome }) => `${requestId} ${outcome}`)).toEqual([
    'a to-be-retried',
    'a succeeded',
    'b dead',
  ]);
});
