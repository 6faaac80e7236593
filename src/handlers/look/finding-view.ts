import type { PlannedChange } from '../../aliases/look/plan-alias.ts';
import type { AliasReport } from './alias-report.ts';
import type { AliasFinding, FailedFinding, Finding, OrphanFinding } from './look-at-aliases.ts';

type Action = AliasReport['action'];

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

/** A finding as `plan` and `status` show it to programs: the action instead of the change. */
export function findingView(finding: Finding) {
  const { change: _, ...record } = { change: undefined, ...finding };
  return { ...record, action: actionOf(finding), planned: true as const };
}
