import * as z from 'zod';
import type { PlannedChange } from '../../aliases/look/plan-alias.ts';
import type { AliasReport } from '../../handlers/look/alias-report.ts';
import type { Finding } from '../../handlers/look/look-at-aliases.ts';
import type { PruneReport } from '../../handlers/walk/prune.ts';

/** The states of an alias. Every command uses these words. */
export const stateSchema = z
  .enum(['right', 'stale', 'dangling', 'foreign', 'pinned', 'protected', 'missing', 'absent', 'orphaned', 'failed'])
  .describe('The state of the alias.') satisfies z.ZodType<Finding['state']>;

/** What a command did or, with `planned`, would do. Every command uses these words. */
export const actionSchema = z
  .enum([
    ...(['unchanged', 'pointed', 'removed', 'kept', 'refused'] as const),
    ...(['pinned', 'protected', 'yielded', 'failed'] as const),
  ])
  .describe('What was done to the alias; with "planned", what would be done.') satisfies z.ZodType<
  AliasReport['action']
>;

type Action = z.infer<typeof actionSchema>;

const ACTION_OF_CHANGE: Readonly<Record<PlannedChange, Action>> = {
  none: 'unchanged',
  point: 'pointed',
  remove: 'removed',
  refuse: 'refused',
};

/** States in which a command does not change the alias, and the action that it reports. */
const LEFT: Partial<Record<Finding['state'], Action>> = {
  pinned: 'pinned',
  protected: 'protected',
  failed: 'failed',
};

/** The action that `apply` would report for an alias in this state. */
export function actionOf({ state, change }: Pick<Finding, 'state' | 'change'>): Action {
  return LEFT[state] ?? ACTION_OF_CHANGE[change];
}

export const PRUNE_ACTIONS: Readonly<Record<PruneReport['action'], Action>> = {
  'would-remove': 'removed',
  removed: 'removed',
  left: 'kept',
  failed: 'failed',
};
