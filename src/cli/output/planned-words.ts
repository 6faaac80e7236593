import type { MarkerReport, PlannedReport } from '../../handlers/withdraw/marker-plan.ts';

type PlannedAction = MarkerReport['action'] | PlannedReport['action'];

/**
 * What a dry run prints for an action, for people. An action that is not here changes nothing: the alias is and stays `pinned`.
 * The JSON has the action, and `planned`.
 */
const WORDS: Readonly<Partial<Record<PlannedAction, string>>> = {
  pointed: 'would point',
  removed: 'would be removed',
  refused: 'would be refused',
  failed: 'would fail',
  withdrawn: 'would be withdrawn',
  restored: 'would be restored',
};

/** The action in words. In a dry run: what would happen. */
export function actionWords({ action, planned }: { readonly action: PlannedAction; readonly planned?: true }): string {
  return planned === undefined ? action : (WORDS[action] ?? action);
}

/** The last line of a dry run. */
export const DRY_RUN = 'dry run: nothing was written';
