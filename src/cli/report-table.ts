import type { AliasReport } from '../handlers/alias-report.ts';
import { textTable } from './text-table.ts';

/** What happened to aliases, a line each. */
export const reportTable = (reports: readonly AliasReport[]): readonly string[] =>
  textTable([
    ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'],
    ...reports.map(({ alias, action, from, to, why }) => [alias, action, from ?? '-', to ?? '-', why]),
  ]);
