/** Flushes writes to the disk after a delay, several at a time. */
export interface LaterFlush {
  /** Call it after a write. The write is flushed after the delay, together with all writes until then. */
  later(): void;
  /** Resolves when everything is flushed. Rejects if the last flush fails. */
  close(): Promise<void>;
}

export interface LaterFlushParts {
  /** Covers everything written before it is called. */
  readonly flush: () => Promise<void>;
  /** Milliseconds. */
  readonly delay: number;
  /** Called if a flush fails that no caller waits for. The next write starts another flush. */
  readonly trouble: (error: unknown) => void;
}

/** Runs one flush at a time, with a delay before each. */
export function createLaterFlush({ flush, delay, trouble }: LaterFlushParts): LaterFlush {
  // Set from the first write until its flush has ended.
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let dirty = false;

  const later = (): void => {
    dirty = true;
    // The timer does not keep the process alive: the operating system already has the writes.
    timer ??= setTimeout(start, delay).unref();
  };
  const start = (): void => {
    dirty = false;
    running = flush()
      .catch(trouble)
      .then(() => {
        timer = undefined;
        if (dirty) later();
      });
  };
  return {
    later,
    close: async () => {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      await flush();
    },
  };
}
