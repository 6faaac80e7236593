import { type PlannedAlias, planAlias, planRelease } from '../../aliases/look/plan-alias.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type Work, workOfChanges } from '../work/work-of-changes.ts';
import type { MarkerPlan, PlannedReport } from './marker-plan.ts';
import { pretendMarkers } from './pretend-markers.ts';

/** What would happen to each alias if the markers of a plan were written or deleted. Writes nothing. */
export async function planMoves(
  context: HandlerContext,
  { markers, changes }: Pick<MarkerPlan, 'markers' | 'changes'>,
): Promise<readonly PlannedReport[]> {
  const keysWith = (action: string) => new Set(markers.filter((one) => one.action === action).map(({ key }) => key));
  const pretended = { written: keysWith('withdrawn'), deleted: keysWith('restored') };
  const store = pretendMarkers(context.store, pretended, context.now());
  const { work } = workOfChanges(context, changes);
  const reports: PlannedReport[] = [];
  const plan = (one: Work) => runProtocol(planWork(one), store);
  for await (const some of mapOrdered(work, CONCURRENCY, plan)) reports.push(...some);
  return reports;
}

function* planWork({ task }: Work): Protocol<readonly PlannedReport[]> {
  const { rule } = task;
  if (!('group' in task)) return [reportOf(rule.name, task.alias, yield* planAlias(task))];
  const { release, aliases } = yield* planRelease(task);
  const more = release === undefined ? {} : { release: release.name };
  return aliases.map((planned) => ({ ...reportOf(rule.name, planned.alias, planned), ...more }));
}

function reportOf(rule: string, alias: string, planned: PlannedAlias): PlannedReport {
  const { from, to, why } = planned;
  return { rule, alias, action: actionOf(planned), from, to, why, planned: true };
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
