/**
 * What became of an alias.
 * - `unchanged`: it was right, or something better stands there
 * - `pointed`: it was written
 * - `removed`: it had no candidates any more
 * - `kept`: the rule's `onDelete` leaves it as it is
 * - `refused`: a real object stands at its key
 */
export type Action = 'unchanged' | 'pointed' | 'removed' | 'kept' | 'refused';

export interface Outcome {
  readonly action: Action;
  /** The target before, or null where there was no alias. */
  readonly from: string | null;
  /** The target now, or null. */
  readonly to: string | null;
  readonly why: string;
}
