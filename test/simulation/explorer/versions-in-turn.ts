import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

/**
 * Splits a round that requests several links by version id, so that they are requested one after the other. A version
 * never changes, so the order makes no difference, and the explorer can skip the other orders.
 */
export function* versionsInTurn<T>(protocol: Protocol<T>): Protocol<T> {
  let step = protocol.next();
  while (!step.done) {
    if (!step.value.every(isOfVersion)) {
      step = protocol.next(yield step.value);
      continue;
    }
    const answers: StoreResponse[] = [];
    for (const request of step.value) answers.push(...(yield [request]));
    step = protocol.next(answers);
  }
  return step.value;
}

function isOfVersion(request: StoreRequest): boolean {
  return request.operation === 'GetSymlink' && request.versionId !== undefined;
}
