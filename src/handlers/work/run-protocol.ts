import type { Protocol } from '../../aliases/model/protocol.ts';
import type { Store } from '../../stores/store.ts';

/** What a protocol cost so far. */
export interface Cost {
  requests: number;
  roundTrips: number;
}

/**
 * Sends the requests of a protocol and hands it the answers. Rejects if a request fails: a protocol must not take an
 * unknown answer for "absent".
 *
 * @param cost is updated after each step.
 */
export async function runProtocol<T>(
  protocol: Protocol<T>,
  store: Store,
  cost: Cost = { requests: 0, roundTrips: 0 },
): Promise<T> {
  let step = protocol.next();
  while (!step.done) {
    cost.requests += step.value.length;
    cost.roundTrips += 1;
    step = protocol.next(await Promise.all(step.value.map((request) => store.send(request))));
  }
  return step.value;
}
