import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { isWrite } from '../world/is-write.ts';

/**
 * Splits a round of a protocol into several: its reads together, then each of its writes. So a sender that dies may
 * have sent only some of the writes.
 *
 * @param isBackward sends the writes in the opposite order.
 */
export function* oneByOne<T>(protocol: Protocol<T>, isBackward: boolean): Protocol<T> {
  let step = protocol.next();
  while (!step.done) {
    const answers = new Map<StoreRequest, StoreResponse>();
    const writes = step.value.filter(isWrite);
    const reads = step.value.filter((request) => !isWrite(request));
    for (const round of [reads, ...(isBackward ? writes.reverse() : writes).map((write) => [write])]) {
      if (round.length === 0) continue;
      const got = yield round;
      for (const [i, request] of round.entries()) answers.set(request, got[i] as StoreResponse);
    }
    step = protocol.next(step.value.map((request) => answers.get(request) as StoreResponse));
  }
  return step.value;
}
