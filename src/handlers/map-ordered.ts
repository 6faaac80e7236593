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
