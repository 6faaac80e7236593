import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import type { Rule } from '../../rules/rule.ts';
import type { GreatestWithdrawn } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import type { WinnerLookup } from '../reconcile/find-winner.ts';

type Winner = Candidate & Pick<Target, 'isFallback'>;

/** The greatest withdrawn candidate of an alias. Undefined if the winner is greater. */
export function greatestWithdrawn(
  rule: Rule,
  { winner, withdrawn }: Pick<WinnerLookup, 'withdrawn'> & { readonly winner: Winner | undefined },
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
  return withdrawn === undefined || withdrawn.key === from ? why : `${why}; ${greaterText(withdrawn.key)}`;
}

/** Says that a candidate is greater than the winner, and withdrawn. */
export function greaterText(key: string): string {
  return `${key} is greater and withdrawn`;
}
