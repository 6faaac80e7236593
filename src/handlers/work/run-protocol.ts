import type { Protocol } from '../../aliases/model/protocol.ts';
import type { Store } from '../../stores/store.ts';
import type { StoreRequest } from '../../stores/store-request.ts';
import type { StoreResponse } from '../../stores/store-response.ts';

/** The cost of a protocol so far. */
export interface Cost {
  /** The number of requests that were sent to the store. */
  requests: number;
  /** The number of steps. The requests of one step are sent together. */
  roundTrips: number;
}

type Send = (request: StoreRequest) => Promise<StoreResponse>;

/** Answers the requests of the first step of a protocol. Calls `send` unless the answer is already known. */
export type FirstReads = (request: StoreRequest, send: Send) => Promise<StoreResponse>;

/**
 * Sends the requests of a protocol and passes the responses back to it. Rejects if a request fails, because a protocol must
 * not treat an unknown answer as "absent".
 *
 * @param cost is updated while the protocol runs.
 * @param firstReads answers the requests of the first step. By default, all of them are sent.
 */
export async function runProtocol<T>(
  protocol: Protocol<T>,
  store: Store,
  cost: Cost = { requests: 0, roundTrips: 0 },
  firstReads: FirstReads = (request, send) => send(request),
): Promise<T> {
  const send: Send = (request) => {
    cost.requests += 1;
    return store.send(request);
  };
  const sendFirst: Send = (request) => firstReads(request, send);
  let step = protocol.next();
  for (let isFirst = true; !step.done; isFirst = false) {
    cost.roundTrips += 1;
    step = protocol.next(await Promise.all(step.value.map(isFirst ? sendFirst : send)));
  }
  return step.value;
}

/**
 * Sends the HeadObject request of each key once, and shares the response between all protocols that begin with it. If an
 * uploaded object affects several aliases, the protocol of each alias begins by reading the object.
 *
 * This is safe. The store can answer the requests of one step in any order and with any delay. So a protocol could have
 * received the shared response itself. State that must be current is read in later steps, for example after a write. Requests
 * of later steps are always sent.
 *
 * Create one for each batch of events, because a response must be newer than the event that it is used for.
 */
export function shareFirstReads(): FirstReads {
  const heads = new Map<string, Promise<StoreResponse>>();
  return (request, send) => {
    if (request.operation !== 'HeadObject') return send(request);
    const head = heads.get(request.key) ?? send(request);
    heads.set(request.key, head);
    return head;
  };
}
