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
 * Follows the target of one alias that moves alone, with `onDelete`. The candidates are kept in order, greatest first.
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
  /** What the alias shows. */
  let shown: PlacedCandidate | undefined;
  /** The target that was deleted with the alias by `onDelete: remove`, and when. */
  let removed: { readonly target: Candidate; readonly at: number } | undefined;

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

  const isWithdrawn = ({ marker }: PlacedCandidate): boolean => marker !== undefined && isMarked(marker);

  const isGreater = (one: Candidate, other: Candidate): boolean => compareCandidates(rule, one, other) > 0;

  /** Whether the target of the alias was deleted, as `decide` sees it. A withdrawal is not a deletion. */
  const isDeleted = ({ candidate, marker }: PlacedCandidate, best: PlacedCandidate | undefined): boolean =>
    !isWithdrawn({ candidate, marker }) &&
    !placed.some(({ candidate: { key } }) => key === candidate.key) &&
    (best === undefined || isGreater(candidate, best.candidate));

  const afterDeletion = (best: PlacedCandidate | undefined, now: number): PlacedCandidate | undefined => {
    if (shown !== undefined && isDeleted(shown, best)) {
      if (rule.onDelete === 'keep') return shown;
      removed = { target: shown.candidate, at: now };
    }
    if (best === undefined || removed === undefined) return best;
    const mayReturn = best.candidate.lastModified > removed.at || isGreater(best.candidate, removed.target);
    if (mayReturn) removed = undefined;
    return mayReturn ? best : undefined;
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
      const best = placed.find(
        (one) => !isWithdrawn(one) && ageRefusal(minimumAge, one.candidate.lastModified, now) === undefined,
      );
      shown = rule.onDelete === 'repoint' ? best : afterDeletion(best, now);
      return new Map(shown === undefined ? [] : [[alias, shown.candidate.key]]);
    },
  };
}
