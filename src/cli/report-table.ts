import type { AliasReport } from '../handlers/alias-report.ts';
import { textTable } from './text-table.ts';

export const REPORT_HEADER = ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'] as const;

export function reportCells({ alias, action, from, to, why }: AliasReport): readonly string[] {
  return [alias, action, from ?? '-', to ?? '-', why];
}

/** A table of what happened to aliases, no wider than `columns`. */
export function reportTable(reports: readonly AliasReport[], columns?: number): readonly string[] {
  return textTable([REPORT_HEADER, ...reports.map(reportCells)], columns);
}
