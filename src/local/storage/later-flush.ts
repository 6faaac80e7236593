/** Brings what was written to the disk, later and not for every write. */
export interface LaterFlush {
  /** Something was written: it is flushed after the delay, together with what is written until then. */
  later(): void;
  /** Resolves once everything is flushed; rejects where the last flush fails. */
  close(): Promise<void>;
}

export interface LaterFlushParts {
  /** Covers everything written before it is called. */
  readonly flush: () => Promise<void>;
  /** Milliseconds. */
  readonly delay: number;
  /** A flush failed that nobody waits for. The next write asks for another. */
  readonly trouble: (error: unknown) => void;
}

/** One flush at a time, and a delay before each, however many writes there are. */
export function createLaterFlush({ flush, delay, trouble }: LaterFlushParts): LaterFlush {
  // Set from the first write until its flush has ended.
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let dirty = false;

  const later = (): void => {
    dirty = true;
    // It must not keep a process alive that has nothing else to do: what is not flushed is with the system anyway.
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
