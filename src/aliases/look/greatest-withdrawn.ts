import { compareCandidates } from '../../rules/match/candidate.ts';
import type { Rule } from '../../rules/rule.ts';
import type { WinnerLookup } from '../reconcile/find-winner.ts';

/** The greatest candidate of an alias, if it is withdrawn. */
export interface GreatestWithdrawn {
  readonly key: string;
  /** The key of the marker. Without it, the alias would point at `key`. */
  readonly marker: string;
}

/** The greatest withdrawn candidate of an alias. Undefined if the winner is greater. */
export function greatestWithdrawn(
  rule: Rule,
  { winner, withdrawn }: Pick<WinnerLookup, 'winner' | 'withdrawn'>,
): GreatestWithdrawn | undefined {
  if (withdrawn === undefined) return undefined;
  const { candidate, marker } = withdrawn;
  const isGreatest = winner === undefined || winner.isFallback || compareCandidates(rule, candidate, winner) > 0;
  return isGreatest ? { key: candidate.key, marker } : undefined;
}

/** Says that a greater candidate is withdrawn, after the reason of an alias that does not point at it. */
export function withdrawnText(
  { from, why }: { readonly from: string | null; readonly why: string },
  withdrawn: GreatestWithdrawn | undefined,
): string {
  return withdrawn === undefined || withdrawn.key === from ? why : `${why}; ${withdrawn.key} is greater and withdrawn`;
}
