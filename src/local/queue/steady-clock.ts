export interface SteadyClockParts {
  /** Unix milliseconds, as the system has them; people and NTP change them. */
  readonly wall: () => number;
  /** Milliseconds that only ever advance, from any start. */
  readonly monotonic: () => number;
}

/**
 * Unix milliseconds that follow the system's clock only once, when the clock is created, and then advance steadily. What
 * waits for a time by this clock does not wait longer because the system's clock was set back.
 */
export const createSteadyClock = ({ wall, monotonic }: SteadyClockParts): (() => number) => {
  const offset = wall() - monotonic();
  // Whole numbers, because the queue writes them into keys.
  return () => Math.round(offset + monotonic());
};
