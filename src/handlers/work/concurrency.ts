/**
 * Calls `work` for each item, with at most `limit` calls at the same time. Reads the next item only when a call can start,
 * so memory stays bounded even for an endless source. After a failure, no further item is read. The first error is thrown
 * once all running calls have ended.
 */
export async function eachLimited<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for await (const item of items) {
      const task: Promise<void> = work(item)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => running.delete(task));
      running.add(task);
      if (running.size >= limit) await Promise.race(running);
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

/** Calls `work` once no earlier call with the same key is running. Returns its result. */
export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Creates a function that runs calls with the same key one after the other, and calls with different keys at the same time.
 * It remembers a key only while a call for it is running or waiting.
 */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    // Runs even if the previous call failed, because the caller of that call handles the error.
    const result = (last.get(key) ?? Promise.resolve()).then(work, work).finally(() => {
      if (last.get(key) === result) last.delete(key);
    });
    last.set(key, result);
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
