/**
 * Calls `work` for each item, at most `limit` at once. An item is taken only when a place is free, so an endless source is
 * not read ahead of the work and memory stays bounded. After a failure no item is taken; the first error is thrown once all
 * running calls have ended.
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
    // Even if the source fails: the platform freezes an instance when its invocation ends, in the middle of a running call.
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Calls `work` for each item, at most `limit` at once, and yields the results in the order of the items. At most `limit`
 * items and results are held.
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
      // It is awaited in its turn. Until then, Node.js must not report a failure as unhandled.
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

/** Calls `work` once no other work of the same key is running. */
export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Runs works of the same key one after the other, in the order of the calls, and works of different keys at the same time.
 * Remembers a key only while it has work, so memory is bounded by the works in progress.
 */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    // Runs even if the work before failed: its caller handles that error.
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work).finally(() => {
      if (last.get(key) === mine) last.delete(key);
    });
    last.set(key, mine);
    return mine;
  };
}

/** Yields the items until the signal is aborted. */
export function* untilAborted<T>(items: Iterable<T>, signal: AbortSignal | undefined): Iterable<T> {
  for (const item of items) {
    if (signal?.aborted === true) return;
    yield item;
  }
}
