/**
 * Does `work` on every item, at most `limit` at once. Items are drawn as places come free, so an endless or slow source
 * is never read ahead of the work: memory stays bounded by `limit`.
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
    // Also where the source fails: what went on after the end of an invocation would be frozen half done.
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Does `work` on every item, at most `limit` at once, and gives the results back in the order of the items. Both ends are
 * bounded: items are drawn and results kept only as far ahead as `limit`.
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
      // It is looked at in its turn; until then, one that failed is not unhandled.
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

/** Starts a work once no other of the same key runs any more. */
export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Works of one key run one after the other, in the order in which they came; those of different keys at once. A key is
 * remembered only while there is work of it, so memory is bounded by what is under way.
 */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    // Whether the one before failed is its caller's business.
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work).finally(() => {
      if (last.get(key) === mine) last.delete(key);
    });
    last.set(key, mine);
    return mine;
  };
}

/** The items, until somebody says stop: what was taken up is then finished, and nothing more is. */
export function* untilAborted<T>(items: Iterable<T>, signal: AbortSignal | undefined): Iterable<T> {
  for (const item of items) {
    if (signal?.aborted === true) return;
    yield item;
  }
}
