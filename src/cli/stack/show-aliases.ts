import type { HandlerContext } from '../../handlers/function/handler-context.ts';
import { type Difference, type PlanTotal, plan as planBucket } from '../../handlers/look/plan.ts';
import type { StatusTotal } from '../../handlers/look/status.ts';
import type { CliIo } from '../cli-io.ts';
import { findingJson } from '../output/alias-record.ts';
import { count } from '../terminal/count.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { createRowPrinter } from '../terminal/row-printer.ts';

/** How many differences of aliases the JSON output lists. */
const MOST_LISTED = 1000;

/** Prints what a sweep with the new rules would change. */
export async function showAliases(
  context: HandlerContext,
  io: CliIo,
  isJson: boolean,
  differences: Difference[],
): Promise<PlanTotal> {
  const rows = createRowPrinter<Difference>({
    out: io.out,
    json: false,
    summary: isJson,
    columns: io.columns,
    header: ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'],
    cells: (found) => [
      found.alias,
      found.state === 'failed' ? 'failed' : found.change,
      found.from ?? '-',
      found.to ?? '-',
      found.why,
    ],
    jsonOf: findingJson,
  });
  const total = await planBucket(context, {
    onDifference: (difference) => {
      if (differences.length < MOST_LISTED) differences.push(difference);
      rows.print(difference);
    },
  });
  rows.end();
  const line = aliasesLine(total);
  (isJson ? io.err : io.out)(`${escapeForTerminal(line)}\n`);
  return total;
}

function aliasesLine({ aliases, changes, failed, orphaned, orphans }: PlanTotal): string {
  const parts = [
    ...(changes.point > 0 ? [`${changes.point} to point`] : []),
    ...(changes.remove > 0 ? [`${changes.remove} to remove`] : []),
    ...(changes.refuse > 0 ? [`${changes.refuse} that a real object blocks`] : []),
    ...(failed > 0 ? [`${failed} could not be read`] : []),
  ];
  const orphan =
    orphaned === 0
      ? ''
      : `; ${count(orphaned, 'alias', 'aliases')} that no rule defines any more, for example ${orphans[0]}: autoalias prune deletes them`;
  return `aliases: ${aliases}, ${parts.join(', ') || 'none changes'}${orphan}`;
}

/** States of aliases that are not a problem. */
const RIGHT: ReadonlySet<string> = new Set(['right', 'absent', 'pinned', 'protected']);

/** The status after a deployment: whether an alias is wrong, and what is printed. */
export function shownStatus(status: StatusTotal): { readonly isWrong: boolean; readonly lines: readonly string[] } {
  const states = Object.entries(status.states).filter(([state, n]) => n > 0 || state === 'right');
  const isWrong = states.some(([state, n]) => n > 0 && !RIGHT.has(state));
  return {
    isWrong,
    lines: [
      `status: ${count(status.objects, 'object')}, ${count(status.aliases, 'alias', 'aliases')}: ${states.map(([state, n]) => `${n} ${state}`).join(', ')}`,
      ...(isWrong ? ['run autoalias status to see which aliases are not right'] : []),
    ],
  };
}
