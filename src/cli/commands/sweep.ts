import type { HandlerContext } from '../../handlers/handler-context.ts';
import { sweep as sweepBucket } from '../../handlers/sweep.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { reportTable } from '../report-table.ts';

/** Makes every alias of every rule right. */
export const sweep = async (context: HandlerContext): Promise<CommandResult> => {
  const report = await sweepBucket(context, { kind: 'sweep' });
  const actions = Object.entries(report.actions).filter(([, count]) => count > 0);
  const did = actions.map(([action, count]) => `${count} ${action}`).join(', ') || 'none';
  const summary = `${report.objects} objects, ${report.aliases} aliases: ${did}; ${report.requests} requests, ${report.milliseconds} ms`;
  return {
    exitCode: report.actions.failed > 0 ? EXIT.failed : EXIT.done,
    json: report,
    text: report.changed.length === 0 ? summary : `${reportTable(report.changed)}\n\n${summary}`,
  };
};
