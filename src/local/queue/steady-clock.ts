export interface SteadyClockParts {
  /** Unix milliseconds of the system clock, which users and NTP can change. */
  readonly wall: () => number;
  /** Milliseconds since any point in time, never set back. */
  readonly monotonic: () => number;
}

/**
 * Creates a clock that reads the system clock once and then advances steadily, in Unix milliseconds. Waiting by this clock
 * does not take longer if the system clock is set back.
 */
export function createSteadyClock({ wall, monotonic }: SteadyClockParts): () => number {
  const offset = wall() - monotonic();
  // Whole numbers, because the queue uses them in keys.
  return () => Math.round(offset + monotonic());
}
