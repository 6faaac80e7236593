import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { Course } from './course.ts';

/** A candidate of an alias, and the key of the marker that can withdraw it. */
export interface PlacedCandidate {
  readonly candidate: Candidate;
  readonly marker: string | undefined;
}

/**
 * Follows the winner of one alias that moves alone. The candidates are kept in order, greatest first.
 *
 * @param isMarked whether the marker with this key exists.
 */
export function createAliasCourse(
  rule: Rule,
  { minimumAge }: AliasTemplate,
  alias: string,
  isMarked: (marker: string) => boolean,
): Course<PlacedCandidate> {
  const placed: PlacedCandidate[] = [];

  /** The index of the first candidate that is not greater. */
  const indexOf = (candidate: Candidate): number => {
    let from = 0;
    let to = placed.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = placed[middle];
      if (other !== undefined && compareCandidates(rule, other.candidate, candidate) > 0) from = middle + 1;
      else to = middle;
    }
    return from;
  };

  return {
    add(placement) {
      placed.splice(indexOf(placement.candidate), 0, placement);
    },
    remove({ candidate }) {
      placed.splice(indexOf(candidate), 1);
    },
    // Markers are read when the winner is asked for.
    noteMarker: () => {},
    winners(now) {
      const winner = placed.find(
        ({ candidate, marker }) =>
          (marker === undefined || !isMarked(marker)) &&
          ageRefusal(minimumAge, candidate.lastModified, now) === undefined,
      );
      return new Map(winner === undefined ? [] : [[alias, winner.candidate.key]]);
    },
  };
}
