import { describe, expect, it } from 'vitest';
import { createCloudCounters, createRecent } from '../../../src/local/cloud/cloud-counters.ts';
import type { Delivery } from '../../../src/local/queue/invocation.ts';

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

describe('recent', () => {
  it.each([
    [0, []],
    [2, [1, 2]],
    [3, [1, 2, 3]],
    [4, [2, 3, 4]],
    [7, [5, 6, 7]],
  ])('after %d items', (count, expected) => {
    const recent = createRecent<number>(3);
    for (let i = 1; i <= count; i++) recent.add(i);
    expect(recent.list()).toEqual(expected);
  });
});
