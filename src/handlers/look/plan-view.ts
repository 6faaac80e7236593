import { findingView } from './finding-view.ts';
import type { PlanTotal } from './plan.ts';

/** The counts of a plan as `plan` shows them to programs. The actions have the names that `apply` uses. */
export function planTotalView({ changes, protected: byHand, failed, held, ...total }: PlanTotal) {
  const { none, point, remove, refuse } = changes;
  const actions = { unchanged: none, pointed: point, removed: remove, refused: refuse, protected: byHand, failed };
  return { ...total, held: { ...held, listed: held.listed.map(findingView) }, actions, planned: true as const };
}
