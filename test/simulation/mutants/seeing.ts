import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

/** Replaces the answers that a protocol receives. */
export function* seeing<T>(
  protocol: Protocol<T>,
  change: (request: StoreRequest, answer: StoreResponse, round: readonly StoreResponse[]) => StoreResponse,
): Protocol<T> {
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    step = protocol.next(
      answers.map((answer, i) => {
        const request = requests[i];
        return request === undefined ? answer : change(request, answer, answers);
      }),
    );
  }
  return step.value;
}
