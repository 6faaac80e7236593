import { planAlias } from '../../aliases/look/plan-alias.ts';
import type { Cause } from '../../aliases/model/cause.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { planPinAlias } from '../../aliases/pins/pin-alias.ts';
import { messageOf } from '../../error-text.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import type { PlannedReport } from '../withdraw/marker-plan.ts';
import { plannedReport } from '../withdraw/planned-report.ts';
import { mapOrdered } from './concurrency.ts';
import type { PlannedMove } from './move-several.ts';
import { runProtocol } from './run-protocol.ts';

/**
 * What pinning or unpinning would do to each alias. Writes nothing. As when it is done, the error of a single alias is thrown,
 * and the error of one of several is in its report.
 *
 * @throws AutoaliasError
 */
export async function rehearseMoves(
  context: HandlerContext,
  planned: readonly PlannedMove[],
): Promise<readonly PlannedReport[]> {
  const isSingle = planned.length === 1;
  const reports: PlannedReport[] = [];
  const run = async (one: PlannedMove): Promise<PlannedReport> => {
    if ('failed' in one) return failedReport(one, one.failed);
    try {
      return await rehearse(context, one);
    } catch (error) {
      if (isSingle) throw error;
      return failedReport(one, messageOf(error));
    }
  };
  for await (const report of mapOrdered(planned, CONCURRENCY, run)) reports.push(report);
  return reports;
}

const UNPIN = { kind: 'by-hand', what: 'unpin' } as const satisfies Cause;

async function rehearse(
  { store }: HandlerContext,
  { task, move, from }: Extract<PlannedMove, { move: unknown }>,
): Promise<PlannedReport> {
  if (move.what === 'pin') {
    const { action, to, why } = await runProtocol(planPinAlias(task, move.target, move.pin), store);
    return { ...reportOf(task, from), action, to: action === 'refused' ? from : to, why };
  }
  if (task.template.protected) {
    const why = 'its pin would be lifted; it is protected, so it stays until a person moves it (autoalias apply)';
    return { ...reportOf(task, from), action: 'protected', to: from, why };
  }
  const planned = await runProtocol(planAlias({ ...task, cause: UNPIN }), store);
  return plannedReport(task.rule, { alias: task.alias, ...planned });
}

function failedReport({ task, from }: PlannedMove, why: string): PlannedReport {
  return { ...reportOf(task, from), action: 'failed', to: from, why };
}

function reportOf({ rule, alias }: AliasTask, from: string | null) {
  return { rule: rule.name, alias, from, planned: true as const };
}
