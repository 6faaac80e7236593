import * as z from 'zod';
import type { PlannedChange } from '../../aliases/look/plan-alias.ts';
import type { AliasReport } from '../../handlers/look/alias-report.ts';
import type { AliasFinding, FailedFinding, Finding, OrphanFinding } from '../../handlers/look/look-at-aliases.ts';
import type { PruneReport } from '../../handlers/walk/prune.ts';

/** The states of an alias. Every command uses these words. */
export const stateSchema = z
  .enum([
    ...(['right', 'stale', 'dangling', 'withdrawn', 'foreign', 'pinned'] as const),
    ...(['protected', 'missing', 'absent', 'orphaned', 'failed'] as const),
  ])
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

/** The parts of a finding that decide its action. */
type FindingState =
  | Pick<AliasFinding, 'state' | 'change'>
  | Pick<OrphanFinding, 'state'>
  | Pick<FailedFinding, 'state'>;

/** The action that `apply` would report for the alias. */
export function actionOf(finding: FindingState): Action {
  if (finding.state === 'failed') return 'failed';
  // `apply` does not touch it.
  if (finding.state === 'orphaned') return 'unchanged';
  if (finding.state === 'pinned' || finding.state === 'protected') return finding.state;
  return ACTION_OF_CHANGE[finding.change];
}

export const PRUNE_ACTIONS: Readonly<Record<PruneReport['action'], Action>> = {
  'would-remove': 'removed',
  removed: 'removed',
  left: 'kept',
  failed: 'failed',
};
