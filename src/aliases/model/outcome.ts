/**
 * What became of an alias.
 * - `unchanged`: it was right, or something better stands there
 * - `pointed`: it was written
 * - `removed`: it had no candidates any more
 * - `kept`: the rule's `onDelete` leaves it as it is
 * - `refused`: a real object stands at its key
 * - `pinned`: a person holds it where it is
 * - `protected`: only a person moves it, who names it
 * - `yielded`: another program keeps writing it; it is left to the sweep
 */
export type Action = 'unchanged' | 'pointed' | 'removed' | 'kept' | 'refused' | 'pinned' | 'protected' | 'yielded';

export interface Outcome {
  readonly action: Action;
  /** The target before, or null where there was no alias. */
  readonly from: string | null;
  /** The target now, or null. */
  readonly to: string | null;
  readonly why: string;
  /** What was written over, or brought back, was somebody else's doing. */
  readonly overruled?: true;
  /** A link stood there whose target is gone, so that readers got an error. */
  readonly dangling?: true;
}

export const REFUSED: Outcome = {
  action: 'refused',
  from: null,
  to: null,
  why: 'a real object stands at the alias key, and is never replaced; move it away, or set onConflict: replace',
};
