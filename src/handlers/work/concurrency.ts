/**
 * Calls `work` for each item, with at most `limit` calls at the same time. Reads the next item only when a call can start,
 * so memory stays bounded even for an endless source. After a failure, no further item is read. The first error is thrown
 * once all running calls have ended.
 *
 * @param weightOf how much of the limit a call takes. A call can start while the running ones take less than the limit.
 */
export async function eachLimited<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
  weightOf: (item: T) => number = () => 1,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let weight = 0;
  const failures: unknown[] = [];
  try {
    for await (const item of items) {
      const own = weightOf(item);
      weight += own;
      const task: Promise<void> = work(item)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => {
          running.delete(task);
          weight -= own;
        });
      running.add(task);
      while (weight >= limit) await Promise.race(running);
      if (failures.length > 0) break;
    }
  } finally {
    // Wait even if the source fails. The platform freezes an instance when its invocation ends, even during a running call.
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Calls `work` for each item, with at most `limit` calls at the same time, and yields the results in the order of the items.
 * At most `limit` results are in memory.
 */
export async function* mapOrdered<T, U>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<U>,
): AsyncGenerator<U> {
  const begun: Promise<U>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // The result is awaited later. Until then, Node.js must not report a failure as unhandled.
      result.catch(() => {});
      begun.push(result);
      const first = begun.length >= limit ? begun.shift() : undefined;
      if (first !== undefined) yield await first;
    }
    for (let first = begun.shift(); first !== undefined; first = begun.shift()) yield await first;
  } finally {
    await Promise.allSettled(begun);
  }
}

/** Calls `work` once fewer calls than the limit are running. Returns its result. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** Creates a limiter. Use it where several loops share one limit. */
export function createLimiter(limit: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    // The call that ends passes its place on, so the number of running calls stays the same.
    if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}

/** Calls `work` once no earlier call with one of the same keys is running. Returns its result. */
export type OneAtATime = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

/**
 * Creates a function that runs calls with a common key one after the other, and other calls at the same time. It remembers a
 * key only while a call for it is running or waiting.
 */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (keys, work) => {
    const earlier = new Set(keys.flatMap((key) => last.get(key) ?? []));
    // Runs even if an earlier call failed, because the caller of that call handles the error.
    const result = Promise.allSettled(earlier)
      .then(work)
      .finally(() => {
        for (const key of keys) if (last.get(key) === result) last.delete(key);
      });
    for (const key of keys) last.set(key, result);
    return result;
  };
}

/** Yields the items until the signal is aborted. */
export function* untilAborted<T>(items: Iterable<T>, signal: AbortSignal | undefined): Iterable<T> {
  for (const item of items) {
    if (signal?.aborted === true) return;
    yield item;
  }
}
