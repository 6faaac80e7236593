import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { MemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { PutObject, StoreRequest } from '../../../src/stores/store-request.ts';

/** Runs a protocol without interruption. */
export function runAtOnce(protocol: Protocol<unknown>, store: MemoryStore): void {
  let step = protocol.next();
  while (!step.done) {
    step = protocol.next(step.value.map((request) => store.answer(request as Exclude<StoreRequest, PutObject>)));
  }
}
