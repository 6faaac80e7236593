import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { type Handler, SHIPPED } from '../explorer/explorer.ts';
import { isWrite } from '../world/is-write.ts';

/** Broken protocols that share the look after the writes, but take it too early for one of the aliases. */
export const PAIR_MUTANTS: Readonly<Record<string, Handler>> = {
  'the shared look is taken before the last write': (task, key) =>
    withOldLooks(SHIPPED.applyChange(task, key), key, (requests) => requests.some(isWrite)),
  'the shared look is that of the opening': (task, key) =>
    withOldLooks(SHIPPED.applyChange(task, key), key, (requests) => requests.length > 4),
};

/**
 * Looks at the object once more after each step that `isEarly` chooses. After the writes, the protocol receives the answers to
 * the first such look.
 */
function* withOldLooks(
  protocol: Protocol<unknown>,
  key: string,
  isEarly: (requests: readonly StoreRequest[]) => boolean,
): Protocol<unknown> {
  const looks: readonly StoreRequest[] = [
    { operation: 'HeadObject', key },
    { operation: 'HeadObject', key: key.replace(/x$/, '.withdrawn') },
  ];
  let early: ReadonlyMap<string, StoreResponse> | undefined;
  let step = protocol.next();
  while (!step.done) {
    const requests = step.value;
    const answers = yield requests;
    const isLook = early !== undefined && requests.some(({ operation }) => operation === 'ListObjectVersions');
    const old = isLook ? early : undefined;
    if (early === undefined && isEarly(requests)) {
      const found = yield looks;
      early = new Map(looks.map((look, i) => [JSON.stringify(look), found[i] as StoreResponse]));
    }
    step = protocol.next(answers.map((answer, i) => old?.get(JSON.stringify(requests[i])) ?? answer));
  }
  return step.value;
}
