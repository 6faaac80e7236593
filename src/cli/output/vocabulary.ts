import * as z from 'zod';
import type { PlannedChange } from '../../aliases/plan-alias.ts';
import type { AliasReport } from '../../handlers/alias-report.ts';
import type { Finding } from '../../handlers/look-at-aliases.ts';
import type { PruneReport } from '../../handlers/prune.ts';

/** How an alias stands. Every command uses these words. */
export const stateSchema = z
  .enum(['right', 'stale', 'dangling', 'foreign', 'pinned', 'protected', 'missing', 'absent', 'orphaned', 'failed'])
  .describe('How the alias stands.') satisfies z.ZodType<Finding['state']>;

/** What a command did, or with `planned` would do. Every command uses these words. */
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

/** States whose aliases a command leaves as they are, and says so by that word. */
const LEFT: Partial<Record<Finding['state'], Action>> = {
  pinned: 'pinned',
  protected: 'protected',
  failed: 'failed',
};

/** The action by which `apply` would report an alias that is found so. */
export function actionOf({ state, change }: Pick<Finding, 'state' | 'change'>): Action {
  return LEFT[state] ?? ACTION_OF_CHANGE[change];
}

export const PRUNE_ACTIONS: Readonly<Record<PruneReport['action'], Action>> = {
  'would-remove': 'removed',
  removed: 'removed',
  left: 'kept',
  failed: 'failed',
};
