import type { Protocol } from '../../aliases/model/protocol.ts';
import type { Store } from '../../stores/store.ts';
import type { StoreRequest } from '../../stores/store-request.ts';
import { ALONE, type LookMember, type Send } from './share-looks.ts';

/** The cost of a protocol so far. */
export interface Cost {
  /** The number of requests that were sent to the store. */
  requests: number;
  /** The number of steps. The requests of one step are sent together. */
  roundTrips: number;
}

/**
 * Ends a protocol that would list when its invocation has little time left. A listing is the only step whose duration grows
 * with the bucket. For the alias, this is like a handler that dies, so the next sweep must check it.
 */
export class TimeIsUp extends Error {}

/**
 * Sends the requests of a protocol and passes the responses back to it. Rejects if a request fails, because a protocol must
 * not treat an unknown answer as "absent".
 *
 * @param cost is updated while the protocol runs.
 * @param looks answers the requests of the first step, and those of the step after the first write. By default, all of them
 * are sent.
 * @param isTimeUp whether the invocation has too little time left for another page of a listing.
 * @throws TimeIsUp instead of a listing
 */
export async function runProtocol<T>(
  protocol: Protocol<T>,
  store: Store,
  cost: Cost = { requests: 0, roundTrips: 0 },
  looks: LookMember = ALONE,
  isTimeUp: () => boolean = () => false,
): Promise<T> {
  const send: Send = (request) => {
    cost.requests += 1;
    return store.send(request);
  };
  const sendFirst: Send = (request) => looks.first(request, send);
  const sendAfterWrite: Send = (request) => looks.afterWrite(request, send);
  try {
    let how = sendFirst;
    let hasWritten = false;
    let step = protocol.next();
    while (!step.done) {
      if (step.value.some(({ operation }) => operation === 'ListObjects') && isTimeUp()) throw new TimeIsUp();
      cost.roundTrips += 1;
      const requests: readonly StoreRequest[] = step.value;
      const isFirstWrite: boolean = !hasWritten && requests.some(({ operation }) => operation === 'PutSymlink');
      const responses = await Promise.all(requests.map(how));
      if (isFirstWrite) looks.leave();
      hasWritten ||= isFirstWrite;
      how = isFirstWrite ? sendAfterWrite : send;
      step = protocol.next(responses);
    }
    return step.value;
  } finally {
    looks.leave();
  }
}
