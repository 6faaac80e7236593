import type { SweepReport } from '../handlers/sweep.ts';
import { count } from './count.ts';

/** What a sweep did, in one line. */
export function sweepSummary(report: SweepReport): string {
  const actions = Object.entries(report.actions).filter(([, n]) => n > 0);
  const did = actions.map(([action, n]) => `${n} ${action}`).join(', ') || 'none';
  const dangling =
    report.dangling > 0 ? `, ${report.dangling} had lost ${report.dangling === 1 ? 'its' : 'their'} target` : '';
  return `${count(report.objects, 'object')}, ${count(report.aliases, 'alias', 'aliases')}: ${did}${dangling}; ${count(report.requests, 'request')}, ${report.milliseconds} ms`;
}
