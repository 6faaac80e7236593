import type { Protocol } from '../../aliases/model/protocol.ts';
import type { Store } from '../../stores/store.ts';

/** What a protocol cost. */
export interface Cost {
  requests: number;
  roundTrips: number;
}

/** Sends what a protocol asks and hands it the answers. A request that fails ends it: unknown is not absent. */
export async function runProtocol<T>(protocol: Protocol<T>, store: Store, cost: Cost): Promise<T> {
  let step = protocol.next();
  while (!step.done) {
    cost.requests += step.value.length;
    cost.roundTrips += 1;
    step = protocol.next(await Promise.all(step.value.map((request) => store.send(request))));
  }
  return step.value;
}
