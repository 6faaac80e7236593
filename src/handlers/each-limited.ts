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
