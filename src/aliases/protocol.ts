import type { StoreRequest } from '../stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../stores/store-response.ts';

/**
 * A procedure that asks a store and decides: it yields requests that may be answered in any order (one round trip),
 * receives their answers, and does nothing else. Whoever runs it owns the sending, so a test can hold any answer back.
 */
export type Protocol<T> = Generator<readonly StoreRequest[], T, readonly StoreResponse[]>;

type Answers<R extends readonly StoreRequest[]> = { -readonly [I in keyof R]: ResponseTo<R[I]> };

/** Asks several things at once. */
export function* together<const R extends readonly StoreRequest[]>(...requests: R): Protocol<Answers<R>> {
  const answers = yield requests;
  return answers as Answers<R>;
}

/** Asks one thing. */
export function* ask<R extends StoreRequest>(request: R): Protocol<ResponseTo<R>> {
  const [answer] = yield* together(request);
  return answer as ResponseTo<R>;
}
