import { greaterText } from '../../aliases/look/greatest-withdrawn.ts';
import type { PlannedAlias } from '../../aliases/look/plan-alias.ts';
import { TARGET_WITHDRAWN } from '../../aliases/model/outcome.ts';
import { defined } from '../../defined.ts';
import { markerKeyOf } from '../../rules/match/withdrawal.ts';
import type { Rule } from '../../rules/rule.ts';
import type { AliasReport } from '../look/alias-report.ts';
import type { PlannedReport } from './marker-plan.ts';

/** A planned alias, with the release that its group would show. */
export type PlannedMember = PlannedAlias & { readonly alias: string; readonly release?: string };

/**
 * The report of a planned alias.
 *
 * @param written the markers that the plan treats as written, although they are not yet.
 */
export function plannedReport(
  rule: Rule,
  planned: PlannedMember,
  written: ReadonlySet<string> = new Set(),
): PlannedReport {
  const { alias, from, to, release } = planned;
  const why = inFuture(rule, planned, written);
  return { rule: rule.name, alias, action: actionOf(planned), from, to, why, planned: true, ...defined({ release }) };
}

const ACTIONS: Readonly<Record<PlannedAlias['change'], AliasReport['action']>> = {
  none: 'unchanged',
  point: 'pointed',
  remove: 'removed',
  refuse: 'refused',
};

function actionOf({ state, change }: PlannedAlias): AliasReport['action'] {
  return state === 'pinned' || state === 'protected' ? state : ACTIONS[change];
}

/** The reason of a plan names markers that the plan would write as if they existed. */
function inFuture(rule: Rule, { why, from, withdrawn }: PlannedMember, written: ReadonlySet<string>): string {
  const isWritten = (key: string): boolean => written.has(markerKeyOf(rule, key) ?? '');
  const ofTarget =
    from !== null && isWritten(from) ? why.replace(TARGET_WITHDRAWN, 'its target would be withdrawn') : why;
  if (withdrawn === undefined || !written.has(withdrawn.marker)) return ofTarget;
  const { key } = withdrawn;
  return ofTarget.replace(greaterText(key), () => `${key} is greater and would be withdrawn`);
}
