import type { Fact } from '../../aliases/facts/fact.ts';
import type { AliasReport } from '../look/alias-report.ts';

/** How many aliases a report lists in `changed`. */
const MOST_CHANGED = 100;

/** The actions for aliases that are correct, or that only a person can change. */
export const SILENT_ACTIONS: ReadonlySet<string> = new Set(['unchanged', 'pinned', 'protected']);

/** Whether an alias is correct, or only a person can change it. */
export function needsNothing({ action, dangling }: AliasReport): boolean {
  return SILENT_ACTIONS.has(action) && dangling !== true;
}

/** Counts the results of a sweep, and keeps the first reports of aliases that were not correct. */
export function createTally(onChange: ((report: AliasReport) => void) | undefined) {
  const actions = {
    unchanged: 0,
    pointed: 0,
    removed: 0,
    kept: 0,
    refused: 0,
    pinned: 0,
    protected: 0,
    yielded: 0,
    failed: 0,
  };
  const changed: AliasReport[] = [];
  const total = { aliases: 0, dangling: 0, known: 0, requests: 0 };
  return {
    changed,
    get aliases() {
      return total.aliases;
    },
    counts: () => ({ ...total, actions }),
    countKnown({ action, aliases }: Fact): void {
      actions[action] += aliases;
      total.aliases += aliases;
      total.known += aliases;
    },
    count(report: AliasReport, isCountedLater: boolean): void {
      total.requests += report.requests;
      if (isCountedLater) return;
      actions[report.action]++;
      total.aliases++;
      if (report.dangling) total.dangling++;
      if (needsNothing(report)) return;
      onChange?.(report);
      if (changed.length < MOST_CHANGED) changed.push(report);
    },
  };
}
