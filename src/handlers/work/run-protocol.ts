import type { Protocol } from '../../aliases/model/protocol.ts';
import type { Store } from '../../stores/store.ts';
import type { StoreRequest } from '../../stores/store-request.ts';
import type { StoreResponse } from '../../stores/store-response.ts';

/** What a protocol cost so far. */
export interface Cost {
  /** Requests that were sent to the store. */
  requests: number;
  roundTrips: number;
}

type Send = (request: StoreRequest) => Promise<StoreResponse>;

/** Answers a request of the first step of a protocol. Uses `send` unless the answer is known. */
export type FirstLooks = (request: StoreRequest, send: Send) => Promise<StoreResponse>;

/**
 * Sends the requests of a protocol and hands it the answers. Rejects if a request fails: a protocol must not take an
 * unknown answer for "absent".
 *
 * @param cost is updated while the protocol runs.
 * @param firstLooks answers the requests of the first step. By default they are sent.
 */
export async function runProtocol<T>(
  protocol: Protocol<T>,
  store: Store,
  cost: Cost = { requests: 0, roundTrips: 0 },
  firstLooks: FirstLooks = (request, send) => send(request),
): Promise<T> {
  const send: Send = (request) => {
    cost.requests += 1;
    return store.send(request);
  };
  const sendFirst: Send = (request) => firstLooks(request, send);
  let step = protocol.next();
  for (let isFirst = true; !step.done; isFirst = false) {
    cost.roundTrips += 1;
    step = protocol.next(await Promise.all(step.value.map(isFirst ? sendFirst : send)));
  }
  return step.value;
}

/**
 * Sends the first HeadObject of each key once, and shares the answer between all protocols that begin with it: each alias
 * of an uploaded object begins by looking at the object.
 *
 * Protocols stay correct. The requests of one step may be answered in any order and with any delay between them, so an
 * answer that was read for another alias a moment ago is one that this protocol could have received as well. What must be
 * fresh is read in later steps (after a write, after the alias moved), and those requests are always sent.
 *
 * Make one for each batch of events: an answer must be newer than the event that it is used for.
 */
export function shareFirstLooks(): FirstLooks {
  const heads = new Map<string, Promise<StoreResponse>>();
  return (request, send) => {
    if (request.operation !== 'HeadObject') return send(request);
    const head = heads.get(request.key) ?? send(request);
    heads.set(request.key, head);
    return head;
  };
}
