import { StoreError } from '../../stores/store-error.ts';

/** The clock of a wait. */
export interface WaitClock {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Resolves after a number of milliseconds, or earlier if the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What one look found. */
export interface Sight {
  /**
   * - `shown`: the goal is reached
   * - `overtaken`: a greater target is shown, so the goal will not be reached
   * - `waiting`: look again later
   */
  readonly state: 'shown' | 'overtaken' | 'waiting';
  readonly why: string;
}

/** Options of {@link poll}. */
export interface PollOptions {
  /** In milliseconds. With 0, there is one look. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly clock: WaitClock;
}

/** How a wait ended, and the last look. */
export interface PollResult<S extends Sight> {
  readonly outcome: 'shown' | 'overtaken' | 'timeout' | 'stopped';
  readonly last: S;
  readonly looks: number;
  /** In milliseconds. */
  readonly waited: number;
}

/** The pause after the first look, how it grows, and its limit, in milliseconds. */
const FIRST_PAUSE = 500;
const GROWTH = 1.5;
const LONGEST_PAUSE = 10_000;

/**
 * Looks again and again, with growing pauses, until the goal is reached or overtaken, or the time is over. The last look
 * is at the end of the time.
 *
 * If the store is unreachable, the wait continues, except at the first look: then the settings are probably wrong.
 *
 * @throws StoreError if the first look fails, or if the store refuses a request.
 */
export async function poll<S extends Sight>(
  look: () => Promise<S>,
  { timeout, signal, clock }: PollOptions,
): Promise<PollResult<S>> {
  const begun = clock.now();
  let last = await look();
  let looks = 1;
  for (let pause = FIRST_PAUSE; last.state === 'waiting' && !signal.aborted; pause *= GROWTH) {
    const left = begun + timeout - clock.now();
    if (left <= 0) break;
    await clock.sleep(Math.min(pause, LONGEST_PAUSE, left), signal);
    if (signal.aborted) break;
    last = await orUnreachable(look, last);
    looks++;
  }
  const { state } = last;
  const outcome = state !== 'waiting' ? state : signal.aborted ? 'stopped' : 'timeout';
  return { outcome, last, looks, waited: clock.now() - begun };
}

async function orUnreachable<S extends Sight>(look: () => Promise<S>, last: S): Promise<S> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'store-unreachable') return { ...last, why: error.message };
    throw error;
  }
}
