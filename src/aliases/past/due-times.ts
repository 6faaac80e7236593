/** Items that become due after a delay, for a few different delays. */
export interface DueTimes<T> {
  /** Adds an item. For one delay, the times must not decrease; a time that does counts as the one before it. */
  add(delay: number, time: number, item: T): void;
  /** The earliest time that has not been taken. */
  next(): number | undefined;
  /** Removes and returns the items that are due at a time. */
  take(now: number): readonly T[];
}

interface Entry<T> {
  readonly time: number;
  readonly item: T;
}

/** Creates an empty list. Each delay has its own queue, so every operation is fast for any number of items. */
export function createDueTimes<T>(): DueTimes<T> {
  const queues = new Map<number, { entries: Entry<T>[]; from: number }>();
  return {
    add(delay, time, item) {
      const queue = queues.get(delay) ?? { entries: [], from: 0 };
      queues.set(delay, queue);
      queue.entries.push({ time: Math.max(time, queue.entries.at(-1)?.time ?? time), item });
    },
    next() {
      const heads = [...queues.values()].flatMap(({ entries, from }) => entries[from]?.time ?? []);
      return heads.length === 0 ? undefined : Math.min(...heads);
    },
    take(now) {
      const taken: T[] = [];
      for (const queue of queues.values()) {
        for (let head = queue.entries[queue.from]; head !== undefined && head.time <= now; ) {
          taken.push(head.item);
          head = queue.entries[++queue.from];
        }
        if (queue.from * 2 > queue.entries.length) {
          queue.entries = queue.entries.slice(queue.from);
          queue.from = 0;
        }
      }
      return taken;
    },
  };
}
