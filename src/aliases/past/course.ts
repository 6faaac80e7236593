import type { SurveyedObject } from '../../rules/release-choice.ts';

/** The winners of one alias or of one group of aliases, while objects come and go. */
export interface Course<P> {
  add(placement: P, object: SurveyedObject): void;
  remove(placement: P, object: SurveyedObject): void;
  /** A marker that withdraws some of its objects was written or deleted. */
  noteMarker(): void;
  /** The winner of each alias. An alias that is absent has no winner. Called in the order of the times. */
  winners(now: number): ReadonlyMap<string, string>;
}
