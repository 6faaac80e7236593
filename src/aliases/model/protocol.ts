import type { StoreRequest } from '../../stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../../stores/store-response.ts';

/**
 * A procedure that yields store requests and receives the answers. It has no other effect: no client, no clock, no log.
 * Requests that are yielded together are one round trip and may be answered in any order. The caller sends them, so a
 * test decides when each answer arrives.
 */
export type Protocol<T> = Generator<readonly StoreRequest[], T, readonly StoreResponse[]>;

type Answers<R extends readonly StoreRequest[]> = { -readonly [I in keyof R]: ResponseTo<R[I]> };

/** Sends several requests in one round trip. */
export function* askAll<const R extends readonly StoreRequest[]>(...requests: R): Protocol<Answers<R>> {
  const answers = yield requests;
  return answers as Answers<R>;
}

/** Sends one request. */
export function* ask<R extends StoreRequest>(request: R): Protocol<ResponseTo<R>> {
  const [answer] = yield* askAll(request);
  return answer as ResponseTo<R>;
}

/** Runs several protocols side by side. The next requests of all of them are one round trip. */
export function* runAll<T>(protocols: readonly Protocol<T>[]): Protocol<readonly T[]> {
  const steps = protocols.map((protocol) => ({ protocol, step: protocol.next() }));
  for (;;) {
    const open = steps.filter(({ step }) => !step.done);
    if (open.length === 0) return steps.flatMap(({ step }) => (step.done ? [step.value] : []));
    const answers = yield open.flatMap(({ step }) => (step.done ? [] : step.value));
    let at = 0;
    for (const one of open) {
      const asked = one.step.done ? 0 : one.step.value.length;
      one.step = one.protocol.next(answers.slice(at, at + asked));
      at += asked;
    }
  }
}

/** How many protocols run at once. */
const AT_ONCE = 32;

/** Runs one protocol for each item, a limited number side by side. */
export function* runInChunks<T, R>(items: readonly T[], work: (item: T) => Protocol<R>): Protocol<readonly R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE) {
    results.push(...(yield* runAll(items.slice(i, i + AT_ONCE).map(work))));
  }
  return results;
}
