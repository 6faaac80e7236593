import type { SweepReport } from '../handlers/sweep.ts';

/** What a sweep did, in one line. */
export const sweepSummary = (report: SweepReport): string => {
  const actions = Object.entries(report.actions).filter(([, count]) => count > 0);
  const did = actions.map(([action, count]) => `${count} ${action}`).join(', ') || 'none';
  const dangling = report.dangling > 0 ? `, ${report.dangling} had lost their target` : '';
  return `${report.objects} objects, ${report.aliases} aliases: ${did}${dangling}; ${report.requests} requests, ${report.milliseconds} ms`;
};
