/** The items, until somebody says stop: what was taken up is then finished, and nothing more is. */
export function* untilAborted<T>(items: Iterable<T>, signal: AbortSignal | undefined): Iterable<T> {
  for (const item of items) {
    if (signal?.aborted === true) return;
    yield item;
  }
}
