import type { AliasReport } from '../handlers/alias-report.ts';
import { escapeForTerminal } from './escape-for-terminal.ts';
import { textTable } from './text-table.ts';

/** What happened to aliases, a line each. */
export const reportTable = (reports: readonly AliasReport[]): string =>
  textTable([
    ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'],
    ...reports.map(({ alias, action, from, to, why }) =>
      [alias, action, from ?? '-', to ?? '-', why].map(escapeForTerminal),
    ),
  ]);
