import type { UnreadObjects } from '../../rules/match/unread.ts';
import type { PinView } from './pin.ts';

/**
 * What was done to an alias.
 * - `unchanged`: it was right, or already points at something greater
 * - `pointed`: it was written
 * - `removed`: it was deleted: no candidate is left, or its release has no file for it, or `onDelete: remove` applies
 * - `kept`: it does not point at the greatest candidate, but the rule leaves it so (`onDelete`, `minimumAge`, or a
 *   `fallback` object that does not exist)
 * - `refused`: a real object is at its key
 * - `pinned`: a person keeps it where it is
 * - `protected`: only a command that names it moves it
 * - `yielded`: left to the sweep: another program keeps writing it, or an invocation has no time to list its candidates
 */
export type Action = 'unchanged' | 'pointed' | 'removed' | 'kept' | 'refused' | 'pinned' | 'protected' | 'yielded';

/** The greatest candidate of an alias, if it is withdrawn. */
export interface GreatestWithdrawn {
  readonly key: string;
  /** The key of the marker. Without it, the alias would point at `key`. */
  readonly marker: string;
}

export interface Outcome {
  readonly action: Action;
  /** The target before, or null if there was no alias. */
  readonly from: string | null;
  /** The target now, or null. */
  readonly to: string | null;
  readonly why: string;
  /** This handler overwrote what another program had written, or restored what that program had deleted. */
  readonly overruled?: true;
  /** The alias pointed at an object that is gone, so readers got an error. */
  readonly dangling?: true;
  /** The objects that would be its candidates if the order could read them. Absent if there are none, or if it was not listed. */
  readonly unread?: UnreadObjects;
  /** The pin that keeps it where it is. */
  readonly pin?: PinView;
  /** Its greatest candidate, if that is withdrawn. Absent if it was not listed. */
  readonly withdrawn?: GreatestWithdrawn;
}

/**
 * The outcome of an alias that an invocation cannot finish within its time limit.
 *
 * @param from the target before
 * @param to the target now, which can be a former one that is shown for the time being
 */
export function leftToSweep(from: string | null, to: string | null): Outcome {
  const why = 'its candidates cannot be listed within the time limit of the invocation; it is left to the next sweep';
  return { action: 'yielded', from, to, why };
}

/** The reason for an alias whose target is withdrawn. */
export const TARGET_WITHDRAWN = 'its target is withdrawn';

export const REFUSED: Outcome = {
  action: 'refused',
  from: null,
  to: null,
  why: 'a real object is at the alias key and is not replaced; move it away, or set onConflict: replace',
};

/** Marks an outcome whose alias pointed at an object that is gone. */
export function markDangling(outcome: Outcome, isDangling: boolean): Outcome {
  return isDangling ? { ...outcome, dangling: true as const } : outcome;
}
